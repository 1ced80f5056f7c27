"""Check the files named on the standard input, each in a process of its own, and tell what that took.

Answers one line of JSON for each: the codes of the findings, the seconds of processor time, the bytes of memory that
the process grew by. The library is imported once; a process that takes too much is ended by the system.
"""

import json
import os
import resource
import sys
import time

from guichet_validate.checks import check_paths
from guichet_validate.checks.phrasing import phrase

HANGING = 20
ENORMOUS = 4 << 30
KIBIBYTES = 1 if sys.platform == "darwin" else 1024


def peak():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * KIBIBYTES


def measured(path):
    before, started = peak(), time.process_time()
    findings = check_paths([path]).findings
    spent = time.process_time() - started
    told = all(phrase(finding, lang).message for finding in findings for lang in ("fr", "en"))
    codes = [finding.code for finding in findings if finding.severity == "error"]
    return {"codes": codes, "seconds": spent, "bytes": peak() - before, "told": told}


def main():
    check_paths([sys.argv[1]])
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            resource.setrlimit(resource.RLIMIT_CPU, (HANGING, HANGING))
            resource.setrlimit(resource.RLIMIT_AS, (ENORMOUS, ENORMOUS))
            sys.stdout.write(json.dumps(measured(line.strip())) + "\n")
            sys.stdout.flush()
            os._exit(0)
        _, status = os.waitpid(child, 0)
        if status:
            sys.stdout.write(json.dumps({"ended": status}) + "\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main()
