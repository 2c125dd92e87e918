#!/usr/bin/env python3
"""Figures of an Online Retail file, computed with exact decimals and nothing of this project.

    week_truth.py online-retail-week.csv.gz > online-retail-week-truth.json

An order is an invoice without a prefix that has a positive quantity; its lines are the positive ones.
"""
import csv
import gzip
import json
import sys
from collections import Counter, defaultdict
from decimal import Decimal


def figures(invoices):
    lines = [line for invoice in invoices for line in invoice]
    return {
        "invoices": len(invoices),
        "lines": len(lines),
        "units": sum(line["Quantity"] for line in lines),
        "amount": str(sum((line["Quantity"] * line["UnitPrice"] for line in lines), Decimal(0))),
    }


def by(key, invoices):
    groups = defaultdict(list)
    for invoice in invoices:
        groups[key(invoice[0])].append(invoice)
    return {name: figures(group) for name, group in sorted(groups.items())}


def products(orders):
    """By SKU: highest and lowest unit price, units ordered, most frequent description."""
    prices, units, descriptions = defaultdict(list), Counter(), defaultdict(Counter)
    for line in (line for order in orders for line in order):
        prices[line["StockCode"]].append(line["UnitPrice"])
        units[line["StockCode"]] += line["Quantity"]
        if line["Description"].strip():
            descriptions[line["StockCode"]][line["Description"].strip()] += 1
    # most_common keeps the first of two as frequent first
    best = {sku: (descriptions[sku].most_common(1) or [(sku, 0)])[0][0] for sku in prices}
    return {
        sku: f"{max(prices[sku])} {min(prices[sku])} {units[sku]} {best[sku]}"
        for sku in sorted(prices)
    }


def main(path: str) -> None:
    invoices = defaultdict(list)
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        for line in csv.DictReader(file):
            line["Quantity"] = int(line["Quantity"])
            line["UnitPrice"] = Decimal(line["UnitPrice"])
            invoices[line["InvoiceNo"]].append(line)
    every = list(invoices.values())
    plain = [lines for number, lines in invoices.items() if number[0].isdigit()]
    orders = [[line for line in lines if line["Quantity"] > 0] for lines in plain]
    orders = [lines for lines in orders if lines]
    customers = {line["CustomerID"]: line["Country"] for lines in every for line in lines}
    customers.pop("", None)
    truth = {
        "net": figures(every),
        "orders": figures(orders),
        "orders_of_guests": sum(1 for lines in orders if not lines[0]["CustomerID"]),
        "cancellations": figures([l for n, l in invoices.items() if n[0] == "C"]),
        "adjustments": figures([l for n, l in invoices.items() if n[0] == "A"]),
        "write_offs": figures([l for l in plain if all(x["Quantity"] < 0 for x in l)]),
        "orders_by_day": by(lambda line: line["InvoiceDate"][:10], orders),
        "net_by_country": by(lambda line: line["Country"], every),
        "distinct_skus": len({line["StockCode"] for lines in every for line in lines}),
        "customers": dict(sorted(customers.items())),
        "products": products(orders),
    }
    json.dump(truth, sys.stdout, indent=1, ensure_ascii=False)
    print()


if __name__ == "__main__":
    main(sys.argv[1])
