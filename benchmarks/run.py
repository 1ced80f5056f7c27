"""Measure in one run: the checker, the engine and the renderer beside other tools, the portal beside bare applications.

Prints a table, writes `benchmarks/results/latest.json`, and exits 1 when a bound fails.
`python benchmarks/run.py [--only checking|rendering|serving] [--rounds N] [--requests N]`
"""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import asdict
from pathlib import Path

import checking
import rendering
import serving
from table import HEADING

RESULTS = Path(__file__).resolve().parent / "results" / "latest.json"
PARTS = {"checking": checking.measured, "rendering": rendering.measured, "serving": serving.measured}


def main() -> int:
    """Answer 1 when a bound fails; measuring a part keeps the last results of the other."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", choices=PARTS, help="one part of the measurements")
    parser.add_argument("--rounds", type=int, default=7, help="rounds of each side that count")
    parser.add_argument("--requests", type=int, default=100, help="requests in a round")
    parser.add_argument("--databases", nargs="+", default=["SQLite", "PostgreSQL"], help="which databases")
    options = parser.parse_args()
    results = json.loads(RESULTS.read_text("utf-8")) if RESULTS.exists() else {}
    failed = False
    print(HEADING)
    for name in [options.only] if options.only else PARTS:
        found = list(PARTS[name](options))
        failed = failed or not all(result.holds for result in found)
        results[name] = [asdict(result) for result in found]
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(json.dumps(results, indent=2) + "\n", encoding="utf-8")
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
