#!/usr/bin/env python3
"""Cuts the bundled week out of an Online Retail file, byte for byte, by date.

    cut_week.py FULL.csv.gz > online-retail-week.csv.gz

Lines are copied as they stand; the same input always gives the same output, except for what another
version of zlib may make of it.
"""
import csv
import gzip
import sys

FIRST_DAY, LAST_DAY = "2010-12-05", "2010-12-11"


def main(path: str) -> None:
    with gzip.open(path, "rb") as file:
        header, *lines = file.read().splitlines(keepends=True)
    date = next(csv.reader([header.decode()])).index("InvoiceDate")
    week = [header]
    for line in lines:
        day = next(csv.reader([line.decode()]))[date][:10]
        if FIRST_DAY <= day <= LAST_DAY:
            week.append(line)
    sys.stdout.buffer.write(gzip.compress(b"".join(week), compresslevel=9, mtime=0))


if __name__ == "__main__":
    main(sys.argv[1])
