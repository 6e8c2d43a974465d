"""Who marks: this process, or a Dask cluster."""
