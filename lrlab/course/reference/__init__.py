"""Reference tables, made by `lrgrade build`; read through `lrlab.checking.tables`."""
