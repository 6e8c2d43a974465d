"""Examine cells for which Python loads something late, and print in JSON what came of it."""

import json

from helpers.examining import PATIENT, Bench, text_of


def main() -> None:
    bench = Bench(cell_cpu=30)
    try:
        drawn, timed, failed = bench.marked(
            ("student", "import matplotlib.pyplot as plt\nplt.title('$x^2$', family='serif', weight='bold');"),
            ("student", "%timeit -n1 -r1 1"),
            ("student", "1 / 0"),
            **PATIENT,
        )
        found = {
            "figure": any("image/png" in output.get("data", {}) for output in drawn.outputs),
            "magic": "1 loop" if "1 loop each" in text_of(timed) else text_of(timed),
            "error": failed.outputs[0]["ename"],
            "verdict": bench.verdict("def f(x):\n    return 2 * x", "assert f(3) == 6", **PATIENT),
        }
    finally:
        bench.close()
    print(json.dumps(found))


if __name__ == "__main__":
    main()
