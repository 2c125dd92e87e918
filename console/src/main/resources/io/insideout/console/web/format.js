// @ts-check
// How amounts, times and states are shown. Amounts are whole numbers of minor units (hundredths), prices decimals in
// strings: neither ever becomes a floating-point number.

import { html } from 'lit';

const LOCALE = 'en-GB';
const MICROS_PER_MINOR = 10_000n;
const TIME = new Intl.DateTimeFormat(LOCALE, { dateStyle: 'medium', timeStyle: 'medium' });
const AGO = new Intl.RelativeTimeFormat(LOCALE, { numeric: 'auto' });

/** @type {[Intl.RelativeTimeFormatUnit, number][]} */
const UNITS = [
  ['year', 31_536_000],
  ['month', 2_592_000],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
];

/**
 * @param {number | bigint} minor
 * @param {string} currency
 */
export function money(minor, currency) {
  const digits = String(minor).replace('-', '').padStart(3, '0');
  return shown(`${Number(minor) < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`, currency, 2);
}

/**
 * A unit price, with as many decimals as it has.
 *
 * @param {string} decimal
 * @param {string} currency
 */
export function price(decimal, currency) {
  return shown(decimal, currency, 6);
}

/**
 * What one line costs, exactly: a total is rounded once, so nothing before it is.
 *
 * @param {{ price: string, quantity: number }} line
 * @param {string} currency
 */
export function amount({ price: each, quantity }, currency) {
  const digits = String(micros(each) * BigInt(quantity)).padStart(7, '0');
  return shown(`${digits.slice(0, -6)}.${digits.slice(-6)}`, currency, 6);
}

/**
 * @param {string} decimal
 * @param {string} currency
 * @param {number} decimals
 */
function shown(decimal, currency, decimals) {
  const format = new Intl.NumberFormat(LOCALE, {
    style: 'currency',
    currency,
    minimumFractionDigits: 2,
    maximumFractionDigits: decimals,
  });
  return format.format(/** @type {any} */ (decimal));
}

/**
 * What lines cost in all, in minor units: the exact sum, rounded once, half up, as the services do.
 *
 * @param {{ price: string, quantity: number }[]} lines
 */
export function totalMinor(lines) {
  const sum = lines.reduce((total, line) => total + micros(line.price) * BigInt(line.quantity), 0n);
  return (sum + MICROS_PER_MINOR / 2n) / MICROS_PER_MINOR;
}

/** @param {string} decimal */
function micros(decimal) {
  const [whole, part = ''] = decimal.split('.');
  return BigInt(whole + part.padEnd(6, '0'));
}

/**
 * An amount as somebody types it, in minor units; undefined where it is none.
 *
 * @param {string} text
 */
export function minorOf(text) {
  const match = /^\s*(\d{1,12})(?:[.,](\d{1,2}))?\s*$/.exec(text);
  return match ? Number(match[1] + (match[2] ?? '').padEnd(2, '0')) : undefined;
}

/** @param {string} iso */
export function exactly(iso) {
  return TIME.format(new Date(iso));
}

/**
 * @param {string} iso
 * @param {number} [now]
 */
export function ago(iso, now = Date.now()) {
  const seconds = Math.round((Date.parse(iso) - now) / 1_000);
  const [unit, size] = UNITS.find(([, each]) => Math.abs(seconds) >= each) ?? ['second', 1];
  return Math.abs(seconds) < 10 ? 'just now' : AGO.format(Math.trunc(seconds / size), unit);
}

/**
 * A moment: how long ago, and exactly where one points at it.
 *
 * @param {string} iso
 */
export function moment(iso) {
  return html`<time datetime=${iso} title=${exactly(iso)}>${ago(iso)}</time>`;
}

/** @type {Record<string, { name: string, tone: string }>} */
const STATES = {
  REQUESTED: { name: 'Requested', tone: 'wait' },
  VALIDATED: { name: 'Validated', tone: 'go' },
  PAID: { name: 'Paid', tone: 'go' },
  SHIPPED: { name: 'Shipped', tone: 'go' },
  DELIVERED: { name: 'Delivered', tone: 'good' },
  RETURNED: { name: 'Returned', tone: 'off' },
  CANCELLED: { name: 'Cancelled', tone: 'off' },
  EXPIRED: { name: 'Expired', tone: 'off' },
  REJECTED: { name: 'Rejected', tone: 'bad' },
  PAYMENT_FAILED: { name: 'Payment failed', tone: 'bad' },
};

export const STATE_NAMES = Object.keys(STATES);

/** @param {string} state */
export function stateName(state) {
  return STATES[state]?.name ?? state;
}

/**
 * A state: by its name, and by a colour besides.
 *
 * @param {string} state
 */
export function badge(state) {
  return html`<span class="badge tone-${STATES[state]?.tone ?? 'wait'}">${stateName(state)}</span>`;
}

/**
 * @param {number} count
 * @param {string} one
 * @param {string} [many]
 */
export function counted(count, one, many = one + 's') {
  return `${count} ${count === 1 ? one : many}`;
}

const WHOLE = new Intl.NumberFormat(LOCALE, { maximumFractionDigits: 0 });
const ROUGH = new Intl.NumberFormat(LOCALE, { maximumSignificantDigits: 3 });
const SIZES = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];

/** @param {number} number */
export function whole(number) {
  return WHOLE.format(number);
}

/** @param {number} perSecond */
export function rate(perSecond) {
  return `${ROUGH.format(perSecond)} /s`;
}

/** @param {number} bytes */
export function size(bytes) {
  const step = bytes < 1 ? 0 : Math.min(SIZES.length - 1, Math.floor(Math.log2(bytes) / 10));
  return `${ROUGH.format(bytes / 1024 ** step)} ${SIZES[step]}`;
}
