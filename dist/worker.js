import { createRequire as __WEBPACK_EXTERNAL_createRequire } from "module";
/******/ var __webpack_modules__ = ({

/***/ 573:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:buffer");

/***/ }),

/***/ 760:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:path");

/***/ }),

/***/ 522:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:zlib");

/***/ }),

/***/ 307:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

// ESM COMPAT FLAG
__nccwpck_require__.r(__webpack_exports__);

// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  readCsvFile: () => (/* binding */ readCsvFile)
});

// EXTERNAL MODULE: ./lib/words/encryption.js
var encryption = __nccwpck_require__(396);
// EXTERNAL MODULE: ./lib/words/errors.js
var errors = __nccwpck_require__(758);
// EXTERNAL MODULE: ./lib/inventory/columns.js
var columns = __nccwpck_require__(87);
;// CONCATENATED MODULE: ./lib/engines/inventory-scan/csv.js
// Splits one record of a CSV report into fields (RFC 4180): the careful way, for rows that the kernel leaves unread.


/**
 * The longest record accepted. A key has at most 3 KiB encoded, an ACL of 100 grants (S3's limit) about 18 KiB in
 * base64: 32 KiB is more than a row can have, and prevents damaged quoting from consuming a whole file.
 */
const MAX_RECORD_BYTES = 32 * 1024;
const QUOTE = 0x22;
const COMMA = 0x2c;
const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;
function createFields(columnCount) {
    return { bytes: Buffer.alloc(0), starts: new Int32Array(columnCount), ends: new Int32Array(columnCount) };
}
/**
 * Splits `record`, with or without its line break, into `fields`, which may point into it. False for a blank line.
 * `number` is used in messages. Throws UNREADABLE for anything but one record with exactly the expected number of
 * fields.
 */
function splitRecord(record, number, fields) {
    const refuse = (what) => new errors/* ActionError */.lZ('UNREADABLE', `record ${number} ${what}`);
    if (record.length > MAX_RECORD_BYTES)
        throw refuse(`is longer than ${MAX_RECORD_BYTES} bytes`);
    const end = findTextEnd(record);
    if (end === 0)
        return false;
    const { starts, ends } = fields;
    fields.bytes = record;
    let column = 0;
    for (let at = 0;; at++) {
        const isQuoted = record[at] === QUOTE && at < end;
        const fieldStart = isQuoted ? at + 1 : at;
        at = isQuoted ? findClosingQuote(record, fieldStart, end) : findFieldEnd(record, fieldStart, end);
        if (at < 0)
            throw refuse('ends inside quotes');
        starts[column] = fieldStart;
        ends[column] = at;
        if (isQuoted && holdsQuote(record, fieldStart, at))
            undoubleQuotes(fields, record, column);
        column++;
        if (isQuoted)
            at++;
        if (at === end)
            break;
        if (record[at] === COMMA)
            continue;
        if (isQuoted)
            throw refuse('has text after a closing quote');
        if (record[at] === QUOTE)
            throw refuse('has a quote inside an unquoted field');
        throw refuse(record[at] === LINE_FEED ? 'goes on behind its line break' : 'has a lone carriage return');
    }
    if (column === starts.length)
        return true;
    const message = `record ${number} has ${column} fields, but the inventory manifest lists ${starts.length} columns`;
    throw new errors/* ActionError */.lZ('UNREADABLE', message, { hint: columns/* DISAGREEMENT_HINT */.bw });
}
/** Start of the line break at the end. */
function findTextEnd(record) {
    const { length } = record;
    if (record[length - 1] !== LINE_FEED)
        return length;
    return record[length - 2] === CARRIAGE_RETURN ? length - 2 : length - 1;
}
/** The quote that closes the field starting at `from`, skipping doubled ones; -1 if there is none. */
function findClosingQuote(record, from, end) {
    for (let at = from; at < end; at++) {
        if (record[at] !== QUOTE)
            continue;
        if (at + 1 === end || record[at + 1] !== QUOTE)
            return at;
        at++;
    }
    return -1;
}
function holdsQuote(record, start, end) {
    for (let at = start; at < end; at++)
        if (record[at] === QUOTE)
            return true;
    return false;
}
/** Replaces doubled quotes of a field in a copy of the record, whose own bytes must not be changed. */
function undoubleQuotes(fields, record, column) {
    const { starts, ends } = fields;
    const start = starts[column];
    const text = record.toString('latin1', start, ends[column]).replaceAll('""', '"');
    if (fields.bytes === record)
        fields.bytes = Buffer.from(record);
    ends[column] = start + fields.bytes.write(text, start, 'latin1');
}
/** The first byte from `from` on that an unquoted field cannot contain, or `end`. */
function findFieldEnd(record, from, end) {
    let at = from;
    while (at < end && !ENDS_FIELD[record[at]])
        at++;
    return at;
}
const ENDS_FIELD = new Uint8Array(256);
for (const byte of [QUOTE, COMMA, LINE_FEED, CARRIAGE_RETURN])
    ENDS_FIELD[byte] = 1;

// EXTERNAL MODULE: ./lib/findings/row.js
var row = __nccwpck_require__(982);
// EXTERNAL MODULE: ./lib/words/object-key.js
var object_key = __nccwpck_require__(736);
// EXTERNAL MODULE: ./lib/words/outside-text.js
var outside_text = __nccwpck_require__(100);
;// CONCATENATED MODULE: ./lib/engines/inventory-scan/csv-time.js
// Parses times as CSV reports write them: `2024-04-22T01:13:28.000Z`.
const DIGIT_ZERO = 0x30;
const TIME_PATTERN = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?Z$/;
const TEMPLATE = Buffer.from('0000-00-00T00:00:00.000Z', 'latin1');
/** Valid in every year; the 29th of February is left to Date.parse. */
const DAYS_OF_MONTH = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
/** Epoch milliseconds of the bytes `start` to `end`; NaN for anything that is not such a time. */
function parseInventoryTime(bytes, start = 0, end = bytes.length) {
    const time = parseUsualTime(bytes, start, end);
    if (!Number.isNaN(time))
        return time;
    const text = bytes.toString('latin1', start, end);
    return TIME_PATTERN.test(text) ? Date.parse(text) : Number.NaN;
}
/** The same without creating a string, for the form that S3 writes; also NaN for times in a rarer form. */
function parseUsualTime(bytes, start, end) {
    if (end - start !== TEMPLATE.length || !hasUsualForm(bytes, start))
        return Number.NaN;
    const month = twoDigits(bytes, start + 5);
    const day = twoDigits(bytes, start + 8);
    const hour = twoDigits(bytes, start + 11);
    const minute = twoDigits(bytes, start + 14);
    const second = twoDigits(bytes, start + 17);
    const isUsual = day >= 1 && day <= (DAYS_OF_MONTH[month - 1] ?? 0) && hour < 24 && minute < 60 && second < 60;
    if (!isUsual)
        return Number.NaN;
    const year = twoDigits(bytes, start) * 100 + twoDigits(bytes, start + 2);
    const millisecond = twoDigits(bytes, start + 20) * 10 + bytes[start + 22] - DIGIT_ZERO;
    // Date.UTC treats years below 100 as years of the last century.
    return year < 100 ? Number.NaN : Date.UTC(year, month - 1, day, hour, minute, second, millisecond);
}
function twoDigits(bytes, at) {
    return bytes[at] * 10 + bytes[at + 1] - 11 * DIGIT_ZERO;
}
/** Whether digits and separators are where the template has them. */
function hasUsualForm(bytes, start) {
    for (let i = 0; i < TEMPLATE.length; i++) {
        const byte = bytes[start + i];
        const expected = TEMPLATE[i];
        if (expected === DIGIT_ZERO ? byte < DIGIT_ZERO || byte > DIGIT_ZERO + 9 : byte !== expected)
            return false;
    }
    return true;
}

;// CONCATENATED MODULE: ./lib/engines/inventory-scan/repeated-text.js
// Reads a column with few distinct texts quickly: recently seen bytes become the same string again.
/** Columns such as the storage class alternate between a few values. */
const KEPT_TEXTS = 4;
/** The texts of one column, one character per byte so that nothing is lost. */
class RepeatedText {
    #kept = [];
    #oldest = 0;
    /** The bytes `start` to `end` as text. */
    read(bytes, start, end) {
        for (const { bytes: known, text } of this.#kept)
            if (equals(known, bytes, start, end))
                return text;
        const text = bytes.toString('latin1', start, end);
        this.#kept[this.#oldest] = { bytes: Buffer.from(text, 'latin1'), text };
        this.#oldest = (this.#oldest + 1) % KEPT_TEXTS;
        return text;
    }
}
function equals(known, bytes, start, end) {
    if (known.length !== end - start)
        return false;
    for (let i = 0; i < known.length; i++)
        if (known[i] !== bytes[start + i])
            return false;
    return true;
}

;// CONCATENATED MODULE: ./lib/engines/inventory-scan/csv-row.js
// Interprets the fields of one CSV record. Compliant rows are judged by comparing bytes; only findings become text.







const encode = (text) => Buffer.from(text, 'latin1');
const STATUSES = encryption/* ENCRYPTION_STATUSES */.JD.map(encode);
const TRUE = encode('true');
const FALSE = encode('false');
const csv_row_DIGIT_ZERO = 0x30;
/** Sizes stay below 10^15: some twenty times the largest object in S3, and sums stay exact. */
const MAX_SIZE_DIGITS = 15;
/** The only row object of a file; `load` fills it from the record just read. */
class CsvRow {
    status = row/* UNKNOWN_STATUS */.u;
    size = 0;
    isLatest = true;
    isDeleteMarker = false;
    number = 0;
    #fields;
    #columns;
    #bucket;
    #bucketName;
    // Positions of the columns that every row needs; -1 for a column that the report lacks.
    #bucketAt;
    #keyAt;
    #statusAt;
    #sizeAt;
    #latestAt;
    #markerAt;
    #texts;
    constructor(fields, columns, sourceBucket) {
        this.#fields = fields;
        this.#texts = columns.map(() => new RepeatedText());
        this.#columns = new Map(columns.map((name, index) => [name, index]));
        this.#bucket = encode(sourceBucket);
        this.#bucketName = sourceBucket;
        this.#bucketAt = columns.indexOf('bucket');
        this.#keyAt = columns.indexOf('key');
        this.#statusAt = columns.indexOf('encryptionstatus');
        this.#sizeAt = columns.indexOf('size');
        this.#latestAt = columns.indexOf('islatest');
        this.#markerAt = columns.indexOf('isdeletemarker');
    }
    /** `number` is the row's number in the file, for messages. @throws ActionError WRONG_BUCKET or UNREADABLE */
    load(number) {
        this.number = number;
        if (!this.#equals(this.#bucketAt, this.#bucket)) {
            throw new errors/* ActionError */.lZ('WRONG_BUCKET', (0,outside_text/* say */.cv) `row ${this.number} is of bucket "${this.#readText(this.#bucketAt)}", not ${this.#bucketName}`);
        }
        if (this.#fields.ends[this.#keyAt] === this.#fields.starts[this.#keyAt])
            throw this.#refuse('has no key');
        if (this.#latestAt >= 0)
            this.isLatest = this.#readFlag(this.#latestAt, 'IsLatest');
        if (this.#markerAt >= 0)
            this.isDeleteMarker = this.#readFlag(this.#markerAt, 'IsDeleteMarker');
        this.loadCurrent(number);
    }
    /** The same for a row that the kernel has proven to be a current object of the bucket. */
    loadCurrent(number) {
        this.number = number;
        this.status = this.#readStatus();
        if (this.#sizeAt >= 0)
            this.size = this.#readSize();
    }
    statusText() {
        return this.#readText(this.#statusAt);
    }
    key() {
        return this.#readKey(object_key/* canonicalizeInventoryKey */.ur);
    }
    rawKey() {
        return this.#readKey(object_key/* readInventoryKey */.SX);
    }
    escapedKey() {
        const { bytes, starts, ends } = this.#fields;
        return { bytes, start: starts[this.#keyAt], end: ends[this.#keyAt] };
    }
    text(column) {
        const at = this.#columns.get(column);
        if (at === undefined)
            return undefined;
        const { bytes, starts, ends } = this.#fields;
        return starts[at] === ends[at] ? '' : this.#texts[at]?.read(bytes, starts[at], ends[at]);
    }
    time(column) {
        const at = this.#columns.get(column);
        if (at === undefined)
            return undefined;
        return parseInventoryTime(this.#fields.bytes, this.#fields.starts[at], this.#fields.ends[at]);
    }
    #readKey(read) {
        const { bytes, starts, ends } = this.#fields;
        try {
            return read(bytes, starts[this.#keyAt], ends[this.#keyAt]);
        }
        catch (error) {
            if (error instanceof object_key/* UndecodableKeyError */.Ie)
                throw this.#refuse(`cannot be read: ${error.message}`);
            throw error;
        }
    }
    #readText(at) {
        const { bytes, starts, ends } = this.#fields;
        return bytes.toString('latin1', starts[at], ends[at]);
    }
    #equals(at, expected) {
        const { bytes, starts, ends } = this.#fields;
        const start = starts[at];
        if (ends[at] - start !== expected.length)
            return false;
        for (let i = 0; i < expected.length; i++)
            if (bytes[start + i] !== expected[i])
                return false;
        return true;
    }
    #readStatus() {
        for (let status = 0; status < STATUSES.length; status++) {
            if (this.#equals(this.#statusAt, STATUSES[status]))
                return status;
        }
        return row/* UNKNOWN_STATUS */.u;
    }
    #readFlag(at, name) {
        if (this.#equals(at, TRUE))
            return true;
        if (this.#equals(at, FALSE))
            return false;
        throw this.#refuse(`has ${name} "${this.#readText(at)}"; accepted are true and false`);
    }
    #readSize() {
        const { bytes, starts, ends } = this.#fields;
        const start = starts[this.#sizeAt];
        const end = ends[this.#sizeAt];
        if (start === end && this.isDeleteMarker)
            return 0;
        let size = 0;
        for (let i = start; i < end; i++) {
            const digit = bytes[i] - csv_row_DIGIT_ZERO;
            if (digit < 0 || digit > 9)
                throw this.#refuse(`has Size "${this.#readText(this.#sizeAt)}", which is not a number`);
            size = size * 10 + digit;
        }
        if (start === end || end - start > MAX_SIZE_DIGITS) {
            throw this.#refuse(`has Size "${this.#readText(this.#sizeAt)}", which no object can have`);
        }
        return size;
    }
    #refuse(what) {
        return new errors/* ActionError */.lZ('UNREADABLE', `row ${this.number} ${what}`);
    }
}

// EXTERNAL MODULE: external "node:zlib"
var external_node_zlib_ = __nccwpck_require__(522);
;// CONCATENATED MODULE: ./lib/engines/inventory-scan/kernel/kernel.wasm.js
// Made by scripts/build-kernel.mjs from assembly/ and checked by CI: never edited by hand.
/** SHA-256 of the module, 8952 bytes. */
const KERNEL_SHA256 = '0648260cbb9bc15e14bfe3c3edaa089501c81293ab72c7edf8f2923b513548e4';
/** The WebAssembly module, base64. */
const KERNEL_BASE64 = 'AGFzbQEAAAABLQdgAABgAAF/YAF/AX9gAn9/AX9gBX9/f39/AX9gCn9/f39/f39/f38AYAF/AAMVFAMEAwAAAgEFAgABAQIAAAYDAQIBBQQBASAgBrIBIX8AQYCADAt/AEGAggwLfwBBgIYMC38AQYCAEAt/AEGAgBgLfwBBgIAsC34BQgALfgFCAAt/AUEAC38BQQALfwFBAAt/AUEAC38BQQALfwFBAAt/AUEAC38BQQALfwFBAAt/AUEAC38BQQALfwFBAAt/AUEAC38BQQALfwFBAQt/AUF/C38BQX8LfwFBfwt/AUEAC38BQQALfwFBAAt/AUEAC38BQQALfwFBAAt/AUEACwemAhkHcmVzdGFydAAJDW1ha2VJbnB1dFJvb20ACwhhZGRJbnB1dAAPCGVuZElucHV0AA4HaW5mbGF0ZQAMBHNjYW4ACAdlbmRUZXh0AA0ObWFrZU91dHB1dFJvb20ACghpbnB1dEVuZAMJCG91dHB1dEF0AwoLZGVjbGFyZWRDcmMDEQ5kZWNsYXJlZExlbmd0aAMSBkJVQ0tFVAMBBUlOUFVUAwQGT1VUUFVUAwUHUkVDT1JEUwMDDFNUQVRVU19XT1JEUwMAB1RBTExJRVMDAg1kZWxldGVNYXJrZXJzAx4MZGVzY3JpYmVSb3dzAAcNZm9yZ2V0UmVjb3JkcwAECnJlY29yZHNFbmQDHwRyb3dzAx0Icm93U3RhcnQDIAZtZW1vcnkCAAgBAwwBBAqEQBTbAQEFf0GA8AdBAEHAAPwLAANAIAEgAkoEQCAAIAJqLQAAQQJ0QYDwB2oiBSAFKAIAQQFqNgIAIAJBAWohAgwBCwtBASECA0AgAkEPTARAIAJBAnQiBkGA8AdqKAIAIQUgBkGA8QdqIAQ2AgAgBCAFaiEEIAMgBUEPIAJrdGohAyACQQFqIQIMAQsLQQAhAgNAIAEgAkoEQCAAIAJqLQAAIgQEQCAEQQJ0QYDxB2oiBCgCACEFIAQgBUEBajYCACAFQQF0QYDgB2ogAjsBAAsgAkEBaiECDAELCyADC+IHAQh/QYDQByAAEAAiAEGAgAJKBEBBAA8LIABBgIACSARAQQAhAEEBIQUDQCAFQQ9MBEAgACAFQQJ0QYDwB2ooAgBqIQAgBUEBaiEFDAELCyAAIARIIABBAUpyBH9BAQUgAEGE8AcoAgBHCwR/QQAFIAFBgOAHLwEAQQJ0aigCAEGBAmohAUEAIQUDQCAFQQEgA3RIBEAgAiAFQQJ0aiABQYHAACAFQQFxRSAAQQFGcRs2AgAgBUEBaiEFDAELC0EBCw8LQYDgByEGQQEhBEGE8AcoAgAhAANAIABFBEAgBEEBaiIEQQJ0QYDwB2ooAgAhAAwBCwtBASAEIAMgAyAESht0IQUDQCADIAROBEADQCAAQQBKBEAgBi8BACEIIAZBAmohBiACIAdBAnRqIAEgCEECdGooAgAgBEGBAmxqNgIAIAcgBUEBa0YEQANAIAMgBEoEQAJAIAVBAnQiAUEQSQRAQQAhAANAIAAgBUgEQCACIAAgBWpBAnRqIAIgAEECdGooAgA2AgAgAEEBaiEADAELCwwBCyACIQADQCAAIAEgAmpJBEAgACABaiAA/QAEAP0LBAAgAEEQaiEADAELCwsgBEEBaiEEIAVBAXQhBQwBCwtBAQ8LQQFBHyAFQQFrIAdzZ2t0IgggByAIQQFrcXIhByAAQQFrIQAMAQsLA0AgBEEBaiIEIANMBEACQCAFQQJ0IghBEEkEQEEAIQADQCAAIAVIBEAgAiAAIAVqQQJ0aiACIABBAnRqKAIANgIAIABBAWohAAwBCwsMAQsgAiEAA0AgACACIAhqSQRAIAAgCGogAP0ABAD9CwQAIABBEGohAAwBCwsLIAVBAXQhBQsgBEECdEGA8AdqKAIAIgBFDQALDAELCyABIQggAiEJIAYhBSAHIQIgACEBQQAhBkEBIAN0IgBBAWshC0F/IQcDQCACIAtxIgogB0cEQCAKIQcgACEGIAQgA2shCiABIQADQCAAQQEgCnRIBEAgCkEBaiIKIANqQQJ0QYDwB2ooAgAgAEEBdGohAAwBCwsgCSAHQQJ0aiAGQRB0QYCAAnIgCkEIdHIgA3I2AgAgBkEBIAp0aiEACyAFLwEAIQogBUECaiEFIAggCkECdGooAgAgBCADa0GBAmxqIQwgBiACIAN1aiEKA0AgACAKSgRAIAkgCkECdGogDDYCACAKQQEgBCADa3RqIQoMAQsLQQEgBHRBAWsiCiACRwRAIAJBAUEfIAIgCnNna3QiAkEBa3EgAnIhAiABQQFrIQEDQCABRQRAIARBAWoiBEECdEGA8AdqKAIAIQEMAQsLDAELC0EBC7EBAQN/IABBgNAHaiABEBAEfyAAQYCgB0GAgARBC0EBEAEFQQALRQRAQRIPC0H/DyEAA0AgAEEATgRAAkAgAEECdEGAgARqIgIoAgAiA0HAAXFFDQAgA0E/cSAAIAN1QQJ0QYCABGooAgAiBEE/cWohASAEQcABcUHAAEcgAUELS3INACACIANBgID8B3EgAUGAAXJyIARBgID8B3FBCHRyNgIACyAAQQFrIQAMAQsLQQALKABBgIAYJAhBgIAYJAlBgIAsJApBgIAsJAtBACQMQQAkD0GAgBAkHwsIAEGAgBAkHwudCAIIfwN+IwohASMJQRBqIwlBIGsgABsiByMIIgBNBEBBAQ8LIwshBiAAQj8jByIJfUIDiEIHg6dqIQMgCUI4hCELIwYgACkDACAJhoQiCqdB/w9xQQJ0QYCABGo1AgAhCQNAAkAgAyAHTwRAQQEhAAwBCyABQYD8N08EQEECIQAMAQsgCiADKQMAIAuGhCEKIANCPyALfUIDiEIHg6dqIQMgC0I4hCELIAlCwAGDQgBSBEAgCyAJfSELIAEgCUIQiD0BACABIAlCBohCA4OnaiEBIAogCYgiCqdB/w9xQQJ0QYCABGo1AgAiCULAAYNCAFIEQCALIAl9IQsgASAJQhCIPQEAIAEgCUIGiEIDg6dqIQEgCiAJiCIKp0H/D3FBAnRBgIAEajUCACIJQsABg0IAUgRAIAsgCX0hCyABIAlCEIg9AQAgASAJQgaIQgODp2ohASAKIAmIIgqnQf8PcUECdEGAgARqNQIAIQkMBAsLCyAJQoDAA4NCAFIEQCAJQoCAAoNCAFIEQCALIAl9IQsgCUIQiEL//wODpyAKIAmIIgqnQQEgCadBCHZBD3F0QQFrcWpBAnRBgIAEajUCACIJQsABg0IAUgRAIAsgCX0hCyABIgBBAWohASAAIAlCEIg8AAAgCiAJiCIKp0H/D3FBAnRBgIAEajUCACEJDAQLCyAJQoDAA4NCAFIEQCAKIAmIIQogCyAJfSELQRNBACAJQoDAAINCAFIbIQAMAgsLIAlCEIhC/wODpyAKIAlCCIhCD4OIpyAJQhmIp3FqIQggAykDACALIAl9IguGIAogCYiEIQogA0I/IAt9QgOIQgeDp2ohAyALQjiEIQsgCqdB/wFxQQN0QYCABmopAwAiCUKAwAODQgBSBEAgCUKAgAKDQgBSBEAgCyAJfSELIAlCEIhC//8Dg6cgCiAJiCIKp0EBIAmnQQh2QQ9xdEEBa3FqQQN0QYCABmopAwAhCQsgCUKAwACDQgBSBEBBEyEADAILCyAJQhCIQv//A4OnIAogCUIIiEIPg4inIAlCIIincWohBCALIAl9IQsgCiAJiCIKp0H/D3FBAnRBgIAEajUCACEJIAQgASAGa0sEQEEUIQAMAQsgASEAIAEgCGohBSABIARrIQIgBEEQTwRAIAEgAv0ABAD9CwQAIAEgAv0ABBD9CwQQA0AgAEEgaiIAIAVJBEAgACACQSBqIgL9AAQA/QsEACAAIAL9AAQQ/QsEEAwBCwsFIARBCE8EQANAIAAgBUkEQCAAIAIpAwA3AwAgAEEIaiEAIAJBCGohAgwBCwsFA0AgACAFSQRAIAAgAi0AADoAACAAQQFqIQAgAkEBaiECDAELCwsLIAEgCGohAQwBCwsgCiQGIAskByADJAggASQKIAYkCyAAC+8PAw1/CH4EeyMKIQkjEyELQgIhEkGAigwjICIIQQFrNgIAQYCKDCEDQYSKDCEEA0AgCCAJSQRAIAj9AAQAIhX9DCIiIiIiIiIiIiIiIiIiIiL9I/1kIAj9AAQQIhb9DCIiIiIiIiIiIiIiIiIiIiL9I/1kQRB0cq0gCP0ABCAiF/0MIiIiIiIiIiIiIiIiIiIiIv0j/WQgCP0ABDAiGP0MIiIiIiIiIiIiIiIiIiIiIv0j/WRBEHRyrUIghoQiDkIBhiAThCENIA5CP4ghEyAV/QwKCgoKCgoKCgoKCgoKCgoK/SP9ZCAW/QwKCgoKCgoKCgoKCgoKCgoK/SP9ZEEQdHKtIBf9DAoKCgoKCgoKCgoKCgoKCgr9I/1kIBj9DAoKCgoKCgoKCgoKCgoKCgr9I/1kQRB0cq1CIIaEIhAgFf0MLCwsLCwsLCwsLCwsLCwsLP0j/WQgFv0MLCwsLCwsLCwsLCwsLCwsLP0j/WRBEHRyrSAX/QwsLCwsLCwsLCwsLCwsLCws/SP9ZCAY/QwsLCwsLCwsLCwsLCwsLCws/SP9ZEEQdHKtQiCGhIQgDYMiD0IChiAShCANIA+FhSEOIA9CPoghEiAIQUBrIAlLBEBCASAJIAhrrYZCAX0iDSAPgyEPIA0gDoMhDgsgBCIBIA97p0ECdGohBCAPIQ0gASEAA0AgACAIIA16p2o2AgAgACAIIA0gDUIBfYMiDXqnajYCBCAAIAggDSANQgF9gyINeqdqNgIIIAAgCCANIA1CAX2DIg16p2o2AgwgDSANQgF9gyINQgBSBEAgAEEQaiEADAELCyAPIBCDIQ0gDkIAUgRAIA0gDkIAIA59g0IBfYMhDQsDQCANQgBSBEAgASAPIA1CACANfYNCAX2De6dBAnRqIgUoAgBBAWohCiAFIANrQQJ2IAtHBH9BAAUgAyMUQQJ0aiIAKAIAQQFqIQYCf0EAAn9BACMVIAAoAgQgBmtHDQAaQQAhAANAIABBCGoiAiMVTQRAQQAgACAGaikDACAAQYCCDGopAwBSDQIaIAIhAAwBCwtCwAAjFSAAa0EDdK19IRAjFSAARgR+QgAFIAAgBmopAwAgAEGAggxqKQMAhSAQhgtQCwR/IAMjFkECdGoiACgCBCAAKAIAQQNqRgVBAQsNABpBACADIxNBAnRqKAIAIAMoAgBrQYCAAksNABpBACMYQQBIBH9BAAUgAyMYQQJ0aiIAKAIAQQJqIgYoAgAiAkH05NWrBkYgACgCBEEBayAGayIAQQRGcQR/QQEFQQBBfyACQebCsZsHRiAAQQVGcQR/IAYtAARB5QBGBUEACxsLCyIMIxdBAEgEf0EBBSADIxdBAnRqIgAoAgBBAmoiBigCACICQfTk1asGRiAAKAIEQQFrIAZrIgBBBEZxBH9BAQVBAEF/IAJB5sKxmwdGIABBBUZxBH8gBi0ABEHlAEYFQQALGwsLIgdyQQBIDQAaQQAjGUEASAR+QgAFAn4gAyMZQQJ0aiIAKAIEQQFrIgIgACgCAEECamsiAEEBa0EISQRAIAJBCGspAwBCsODAgYOGjJgwhULAACAAQQN0rX0iEIggEIYiECAQQoaMmLDgwIGDBnyEQvDhw4ePnrz4cINCAFIEfkJ/BSAQQoEUfkIIiEL/gfyH8J/A/wCDQoGAkAN+QhCIQv//g4Dw/z+DQoGAgICA4gl+QiCICwwBCyAMQQFrrCAARQ0AGkJ/IABBD0sNABpCfyACQRBrKQMAQrDgwIGDhoyYMIVCwAAgAEEIa0EDdK19IhCIIBCGIhAgEEKGjJiw4MCBgwZ8hELw4cOHj568+HCDQgBSBH5CfwUgEEKBFH5CCIhC/4H8h/CfwP8Ag0KBgJADfkIQiEL//4OA8P8/g0KBgICAgOIJfkIgiAsiEUKAwtcvfiACQQhrKQMAQrDgwIGDhoyYMIUiECAQQoaMmLDgwIGDBnyEQvDhw4ePnrz4cINCAFIEfkJ/BSAQQoEUfkIIiEL/gfyH8J/A/wCDQoGAkAN+QhCIQv//g4Dw/z+DQoGAgICA4gl+QiCICyIQfCAQIBGEQgBTGwsLIhFCAFMNABogDARAIx1BAWokHSMeQQFqJB5BAQwBCyADIxpBAnRqIgYoAgBBAmohAkF/IQACQCAGKAIEQQFrIAJrrSIQQgF9QghaDQAgAikDAEJ/QsAAIBBCA4Z9iIMhFEEAIQADQCAAIxtIBEAgAEEEdEGAgAxqIgIpAwAgFFEEfyACKQMIIBBRBUEACw0CIABBAWohAAwBCwtBfyEAC0EAIABBAEgNABogByMcIAB1cQRAIx9BATYCACMdQQFqJB0jHyMdNgIEIx9BCGogAyMTQQJ0IgBBBGr8CgAAIx8gAEEMamokH0EBDAELIx1BAWokHSAHQQFzQQN0IAByQQR0QYCGDGoiACAAKQMAQgF8NwMAIAAgACkDCCARfDcDCEEBCwtFBEAjH0ECNgIAIx1BAWokHSMfIx02AgQjHyMgNgIIIx8gCjYCDCMfIxNBAnRBDGpqJB8LIAokICAFIQMjHyMTQQJ0QQxqakGAgBhLBEBBAA8LIA0gDUIBfYMhDQwBCwsgDkIAUgRAQQEPCyADQYCKDEcEQEGAigwgAyAEIANr/AoAACAEIANBgIoMa2shBEGAigwhAwUgBEGAqgxLBEBBAQ8LCyAIQUBrIQgMAQsLQQALKgAgACQTIAEkFCACJBUgAyQWIAQkFyAFJBggBiQZIAckGiAIJBsgCSQcC8QCAQR/An8DQCMfIxNBAnRBDGpqQYCAGE0EQBAGRQRAQQAjHyMTQQJ0QQxqakGAgBhLDQMaIyAjCklBACAAGwRAIx9BAjYCACMdQQFqJB0jHyMdNgIEIx8jIDYCCCMfIwo2AgwjHyMTQQJ0QQxqaiQfIwokIAtBAQwDCyMKIQRBACECIyAhAQJ/A0AgASAESQRAIAEtAAAiA0EiRgRAIAJFIQIFIAFBAWogAkUgA0EKRnENAxoLIAFBAWohAQwBCwtBAAsiAUUEQEEBIABFDQMaIx9BAjYCACMdQQFqJB0jHyMdNgIEIx8jIDYCCCMfIwo2AgwjHyMTQQJ0QQxqaiQfIwokIEEBDAMLIx9BAjYCACMdQQFqJB0jHyMdNgIEIx8jIDYCCCMfIAE2AgwjHyMTQQJ0QQxqaiQfIAEkIAwBCwtBAAsLhwMBAn8DQCAAQYACSQRAIABBAnRBgKAHaiAAQRB0QcAAcjYCACAAQQFqIQAMAQsLQYCoB0GAgAE2AgBBACEAA0AgAEEdSQRAIABBAnRBhKgHaiAAQboIai0AACIBIABBAXRBgAhqLwEAQRB0ckEBIAF0QQFrQRl0cjYCACAAQQFqIQAMAQsLQfioB0GAwAA2AgBB/KgHQYDAADYCAEEAIQADQCAAQR5JBEAgAEEDdEGAsAdqIABBAXZBAWtBACAAQQRPGyIBIABBAXRB2AhqLwEAQRB0cqxCASABrIZCAX1CIIaENwMAIABBAWohAAwBCwtB8LEHQoDAADcDAEH4sQdCgMAANwMAQQAhAANAIABBE0kEQCAAQQJ0QYDAB2ogAEEQdDYCACAAQQFqIQAMAQsLQgAkBkIAJAdBgIAYJAhBgIAYJAhBgIAYJAlBwIAsJApBwIAsJAtBwIAsJCBBACQPQQAkEEEAJAxBACQNQQAkHUEAJB5BgIAQJB9BgIYMQQBBgAL8CwALfQEDfyMKQYCALCMgQUBqIgBBgIAsIwpBgIACayIBIAFBgIAsTRsiASAAIAFJGyIAIABBgIAsTRtBgIAsayIBayECQYCALCABQYCALGoiACACQYCALGv8CgAAIAIkCiMLIgIgACAAIAJJGyABayQLIyAgAWskICMKQYD8N0kLUQIBfwF+IwgjB0I/g0IDiKdrIwZCASMHQgeDIgGGQgF9gyQGIAEkByQIQYCAGCMIIwkjCGsiAPwKAABBgIAYJAggAEGAgBhqJAlBgIAQIABrCwYAIAAQEgsqACMgIwpGBH9BAQUjCkEBay0AAEEKRgsEQA8LIwpBCjoAACMKQQFqJAoLDAAjCUEAQYAg/AsACwkAIwkgAGokCQvcBwIGfwF+IAAgARAAIgBBgIACSgRAQQAPCyAAQYCAAkgEQEEAIQFBASEAA0AgAEEPTARAIAEgAEECdEGA8AdqKAIAaiEBIABBAWohAAwBCwtBACEAIAFBAEggAUEBSnIEf0EBBSABQYTwBygCAEcLBH9BAAVBgOAHLwEAQQN0QYCwB2opAwBCgQJ8IQgDQCAAQYACSARAIABBA3RBgIAGaiAIQoHAACAAQQFxRSABQQFGcRs3AwAgAEEBaiEADAELC0EBCw8LQYDgByEHQQEhBUGE8AcoAgAhAQNAIAFFBEAgBUEBaiIFQQJ0QYDwB2ooAgAhAQwBCwtBAUEIIAUgBUEITht0IQADQCAFQQhMBEADQCABQQBKBEAgBy8BACEDIAdBAmohByAGQQN0QYCABmogA0EDdEGAsAdqKQMAIAVBgQJsrHw3AwAgBiAAQQFrRgRAA0AgBUEISARAAkAgAEEDdCICQRBJBEBBACEBA0AgACABSgRAIAAgAWpBA3RBgIAGaiABQQN0QYCABmopAwA3AwAgAUEBaiEBDAELCwwBC0GAgAYhAQNAIAEgAkGAgAZqSQRAIAEgAmogAf0ABAD9CwQAIAFBEGohAQwBCwsLIAVBAWohBSAAQQF0IQAMAQsLQQEPC0EBQR8gAEEBayAGc2drdCIDIAYgA0EBa3FyIQYgAUEBayEBDAELCwNAIAVBAWoiBUEITARAAkAgAEEDdCIDQRBJBEBBACEBA0AgACABSgRAIAAgAWpBA3RBgIAGaiABQQN0QYCABmopAwA3AwAgAUEBaiEBDAELCwwBC0GAgAYhAQNAIAEgA0GAgAZqSQRAIAEgA2ogAf0ABAD9CwQAIAFBEGohAQwBCwsLIABBAXQhAAsgBUECdEGA8AdqKAIAIgFFDQALDAELC0F/IQNBgAIhAANAIAMgBkH/AXEiBEcEQCAEIQMgACECIAVBCGshBCABIQADQCAAQQEgBHRIBEAgBEEBaiIEQQJ0QaDwB2ooAgAgAEEBdGohAAwBCwsgA0EDdEGAgAZqIAJBEHRBgIACciAEQQh0ckEIcq03AwAgAkEBIAR0aiEACyAHLwEAIAdBAmohB0EDdEGAsAdqKQMAIAVBCGtBgQJsrHwhCCACIAZBCHVqIQQDQCAAIARKBEAgBEEDdEGAgAZqIAg3AwAgBEEBIAVBCGt0aiEEDAELC0EBIAV0QQFrIgQgBkcEQEEBQR8gBCAGc2drdCIEIAYgBEEBa3FyIQYgAUEBayEBA0AgAUUEQCAFQQFqIgVBAnRBgPAHaigCACEBDAELCwwBCwtBAQv8AgEEf0EBQQMjCSMIayIAIABBA08bQQN0dEEBayMIKAIAQZ+WInNxBEBBFQ8LIABBCkkEQEEBDwsjCC0AAyIBQeABcQRAQRUPCyMIQQpqIQAgAUEEcQRAIwkgAEECakkEQEEBDwsgACAALwEAQQJqaiEACyABQQhxBEADQCAAIwlJBH8gAC0AAAVBAAsEQCAAQQFqIQAMAQsLIABBAWohAAsgAUEQcQRAA0AgACMJSQR/IAAtAAAFQQALBEAgAEEBaiEADAELCyAAQQFqIQALIAFBAnEEQCMJIABBAmpJBEBBAQ8LQX8hASMIIQIDQCAAIAJLBEAgASACLQAAcyEBQQAhAwNAIANBCEgEQEEAIAFBAXFrQaCG4u1+cSABQQF2cyEBIANBAWohAwwBCwsgAkEBaiECDAELCyAALwEAIAFBf3NB//8DcUcEQEEVDwsgAEECaiEACyMJIABJBEBBAQ8LQgAkBkIAJAcgACQIIwokC0EAJAxBACQNQQALqAUBA39BASEBIw9FBEAjCCMJRkEAIxBBAEpBACAAGxsEQEEEDwsQESIBRQRAQQEkDwsLIw9BAUYEQANAAkAjDARAIwxBAUYEfyMOIgFBgPw3IwprIgIjCSMIayIDIAIgA0gbIgMgASADSBsiAUEASgRAIwojCCAB/AoAAEIAJAZCACQHIwggAWokCCMKIAFqJAojDiABayQOC0ECQQEgASACThtBACMOGwUgABAFCyIBRQRAQQAkDEEAIQIjDQ0CCwVBASECIAAEf0EABSMJIwhB2ARqSQsNASMGIwgpAwAjB4aEJAYjCEI/Iwd9QgOIQgeDp2okCCMHQjiEJAcjBqdBAXEjBkIBiCQGIwdCAX0kByQNIwanQQNxIQEjBkICiCQGIwdCAn0kBwJ/IAFFBEAjCCMHQj+DQgOIp2tCACQGQgAkByQIIwgpAwAkBiMIQQdqJAhCOCQHIwanQf//A3EhASMGQhCIJAZCKCQHIwanQf//A3EjBkIQiCQGQhgkByABQf//A3NGBH9CACQGQgAkByMIQQNrJAggASQOQQEkDEEABUERCwwBC0EQIAFBA0YNABpBAiQMIAFBAUYEf0GA0AdBCEGQAfwLAEGQ0QdBCUHwAPwLAEGA0gdBB0EY/AsAQZjSB0KIkKDAgIGChAg3AABBoNIHQQVBIPwLAEGgAkEgEAIFEBMLCyEBCyABIgINAEEBIQIjCSMIIwdCP4NCA4ina08NAQsLQQEgAiMIIwdCP4NCA4inayICIwlLGyIBRQRAQgAkBkIAJAcgAiQIQQIkDwsLIw9BAkYEQCMJIwhrQQhJBH9BAQUjCCgCACQRIwgoAgQkEkIAJAZCACQHIwhBCGokCEEAJA8jEEEBaiQQQQMLIQELQRYgASABQQFGQQAgABsbC7IEAgd/AX4jBqdBH3EhAyMGQgWIJAYjB0IFfSQHIwanQR9xIwZCBYgkBiMHQgV9JAcjBqdBD3EhACMGQgSIJAYjB0IEfSQHQQFqIgZBHksgA0GBAmoiBUGeAktyBEBBEg8LIABBBGohAkGA0AdBAEET/AsAA0AgAiAESwRAIARBB3FFBEAjBiMIKQMAIweGhCQGIwhCPyMHfUIDiEIHg6dqJAgjB0I4hCQHCyAEQZQJai0AAEGA0AdqIwanQQdxIwZCA4gkBiMHQgN9JAc6AAAgBEEBaiEEDAELC0ETQYDAB0GAgAdBB0ECEAFFBEBBEg8LAn8gBSAGaiEEA0AgASAESQRAIwYjCCkDACMHhoQkBiMIQj8jB31CA4hCB4OnaiQIIwdCOIQkByMGIwanQf8AcUECdEGAgAdqKAIAIgBBP3GtIgeIJAYjByAHfSQHIABBEHYiA0EQSQRAIAEiAEEBaiEBIABBgNAHaiADOgAADAILQQAgA0EQRiIAIAFFcQ0CGiAABH8gAUH/zwdqLQAABUEACyECQQAgA0EQRgR/IwanQQNxIwZCAogkBiMHQgJ9JAdBA2oFIANBEUYEfyMGp0EHcSMGQgOIJAYjB0IDfSQHQQNqBSMGp0H/AHEjBkIHiCQGIwdCB30kB0ELagsLIgAgAWogBEsNAhogAUGA0AdqIAIgAPwLACAAIAFqIQEMAQsLQQELRQRAQRIPC0GA0gctAABFBEBBEg8LIAUgBhACCwu2AQQAQYAICzoDAAQABQAGAAcACAAJAAoACwANAA8AEQATABcAGwAfACMAKwAzADsAQwBTAGMAcwCDAKMAwwDjAAIBAEHCCAsUAQEBAQICAgIDAwMDBAQEBAUFBQUAQdgICzwBAAIAAwAEAAUABwAJAA0AEQAZACEAMQBBAGEAgQDBAAEBgQEBAgEDAQQBBgEIAQwBEAEYASABMAFAAWAAQZQJCxMQERIACAcJBgoFCwQMAw0CDgEP';

;// CONCATENATED MODULE: ./lib/engines/inventory-scan/kernel/csv-module.js
// Loads the WebAssembly kernel and declares its exports. Its memory layout is in assembly/memory.ts.

/** Return values of `inflate`: the constants of assembly/status.ts. */
const STATUS = { needsInput: 1, needsOutput: 2, memberEnded: 3, streamEnded: 4, badHeader: 21 };
/** The other return values, all failures. */
const FAILURES = new Map([
    [16, 'a block of unknown type'],
    [17, 'a stored block whose length is contradicted'],
    [18, 'code lengths that make no code'],
    [19, 'a code that stands for nothing'],
    [20, 'a distance beyond the start'],
    [STATUS.badHeader, 'no gzip header'],
    [22, 'its end is missing'],
]);
/** Kinds of records: the constants of assembly/rows.ts. */
const RECORD = { proven: 1, unread: 2 };
let compiled;
/** A new instance, with its own memory of 2 MiB. */
function instantiateKernel() {
    compiled ??= new WebAssembly.Module(Buffer.from(KERNEL_BASE64, 'base64'));
    return new WebAssembly.Instance(compiled).exports;
}

;// CONCATENATED MODULE: ./lib/engines/inventory-scan/kernel/kernel-spec.js
// Defines the input and output of the CSV kernel.
/**
 * Limits the time that one file can take to a few minutes. The compression ratio of a file proves nothing: long keys of
 * one repeated letter, which anyone with write access to the source bucket can create, come near gzip's maximum ratio
 * of 1,032. Memory is limited by the kernel, whose memory does not grow, and rows by how much of them it can hold.
 */
const INFLATE_LIMITS = { maxBytes: 64 * 2 ** 30 };

;// CONCATENATED MODULE: ./lib/engines/inventory-scan/kernel/csv-kernel.js
// Inflates and reads a CSV inventory file with the WebAssembly kernel: compressed bytes in, counts out. Rows that need
// more than counting are returned one by one (docs/adr/0004-csv-kernel.md).




const MAX_COLUMNS = 256;
const MAX_BUCKET_CHARS = 255;
const MAX_STATUSES = 8;
const WORD_BYTES = 8;
/** A tally is two 64-bit numbers; a status word is one 64-bit number and its length. */
const PAIR_BYTES = 16;
/** Reads one file: `push` every chunk, then `finish`, then `tally`. Throws ActionError UNREADABLE for damaged bytes. */
class CsvKernel {
    fields;
    #spec;
    #sink;
    #limits;
    #kernel;
    #memory;
    #words;
    #compressedBytes = 0;
    #inflatedBytes = 0;
    /** The gzip member being read: its CRC-32 and bytes so far, and the start in memory of the bytes not counted yet. */
    #crc = 0;
    #memberBytes = 0;
    #uncountedAt = 0;
    #members = 0;
    /** `kernel`: an instance to reuse, for one file after the other; two readers must not share it at the same time. */
    constructor(spec, sink, limits = INFLATE_LIMITS, kernel = instantiateKernel()) {
        this.#spec = spec;
        this.#sink = sink;
        this.#limits = limits;
        this.#kernel = kernel;
        this.#memory = Buffer.from(this.#kernel.memory.buffer);
        this.#words = new Int32Array(this.#kernel.memory.buffer);
        this.fields = {
            bytes: this.#memory,
            starts: new Int32Array(spec.columnCount),
            ends: new Int32Array(spec.columnCount),
        };
        this.#describeRows();
        this.#kernel.restart();
        this.#uncountedAt = this.#kernel.outputAt.value;
    }
    /** Rows counted or passed to the sink so far. */
    get rows() {
        return this.#kernel.rows.value >>> 0;
    }
    /** Takes the next compressed bytes, which may be changed once this returns. */
    push(chunk) {
        const kernel = this.#kernel;
        for (let at = 0; at < chunk.length;) {
            const room = kernel.makeInputRoom();
            if (room === 0)
                throw refuse('cannot be decompressed: its gzip header does not end');
            const piece = chunk.subarray(at, at + room);
            this.#memory.set(piece, kernel.inputEnd.value);
            kernel.addInput(piece.length);
            this.#compressedBytes += piece.length;
            at += piece.length;
            this.#read(false);
        }
    }
    /** Reads the rest, and proves that the file ends where its gzip data ends. */
    finish() {
        if (this.#compressedBytes === 0)
            throw refuse('is empty, without even a gzip header');
        this.#kernel.makeInputRoom();
        this.#kernel.endInput();
        this.#read(true);
        this.#kernel.endText();
        this.#scan(true);
    }
    tally() {
        const { TALLIES, deleteMarkers, memory } = this.#kernel;
        const numbers = new BigUint64Array(memory.buffer, TALLIES.value, (2 * MAX_STATUSES * PAIR_BYTES) / 8);
        const read = (from) => this.#spec.statuses.map((_, status) => ({
            objects: Number(numbers[(from + status) * 2]),
            bytes: numbers[(from + status) * 2 + 1] ?? 0n,
        }));
        return { current: read(0), noncurrent: read(MAX_STATUSES), deleteMarkers: deleteMarkers.value >>> 0 };
    }
    #describeRows() {
        const spec = this.#spec;
        const kernel = this.#kernel;
        const bucket = Buffer.from(`"${spec.bucket}"`, 'latin1');
        const words = spec.statuses.map((status) => Buffer.from(status, 'latin1'));
        if (spec.columnCount > MAX_COLUMNS ||
            spec.bucket.length > MAX_BUCKET_CHARS ||
            words.length > MAX_STATUSES ||
            words.some((word) => word.length > WORD_BYTES)) {
            throw refuse(`has rows beyond ${MAX_COLUMNS} columns or a bucket name beyond ${MAX_BUCKET_CHARS} characters`);
        }
        this.#memory.set(bucket, kernel.BUCKET.value);
        words.forEach((word, status) => {
            const at = kernel.STATUS_WORDS.value + status * PAIR_BYTES;
            this.#memory.set(word, at);
            this.#memory[at + WORD_BYTES] = word.length;
        });
        kernel.describeRows(spec.columnCount, spec.bucketColumn, bucket.length, spec.keyColumn, spec.latestColumn, spec.markerColumn, spec.sizeColumn, spec.statusColumn, words.length, spec.isReported.reduce((mask, reported, status) => (reported ? mask | (1 << status) : mask), 0));
    }
    /** Inflates and scans in turns, while the text is in the processor's cache, until the input is used up. */
    #read(final) {
        const kernel = this.#kernel;
        for (;;) {
            const status = kernel.inflate(Number(final));
            this.#countInflated();
            switch (status) {
                case STATUS.needsInput:
                case STATUS.streamEnded:
                    this.#scan(false);
                    return;
                case STATUS.needsOutput:
                    this.#scan(false);
                    if (kernel.makeOutputRoom() === 0)
                        throw refuse('cannot be read: a row does not end');
                    this.#uncountedAt = kernel.outputAt.value;
                    break;
                case STATUS.memberEnded:
                    this.#endMember();
                    break;
                default:
                    throw this.#fail(status);
            }
        }
    }
    #countInflated() {
        const end = this.#kernel.outputAt.value;
        const bytes = end - this.#uncountedAt;
        if (bytes > 0)
            this.#crc = (0,external_node_zlib_.crc32)(this.#memory.subarray(this.#uncountedAt, end), this.#crc);
        this.#uncountedAt = end;
        this.#memberBytes += bytes;
        this.#inflatedBytes += bytes;
        const { maxBytes } = this.#limits;
        if (this.#inflatedBytes > maxBytes)
            throw refuse(`expands to more than ${maxBytes} bytes`);
    }
    #endMember() {
        const { declaredCrc, declaredLength } = this.#kernel;
        // `>>> 0`: the length is declared modulo 2^32, and WebAssembly returns signed numbers.
        if (declaredLength.value >>> 0 !== this.#memberBytes >>> 0) {
            throw refuse('cannot be decompressed: its length is not what its gzip data declares');
        }
        if (declaredCrc.value >>> 0 !== this.#crc) {
            throw refuse('cannot be decompressed: its CRC-32 is not what its gzip data declares');
        }
        this.#members++;
        this.#memberBytes = 0;
        this.#crc = 0;
    }
    #fail(status) {
        if (status === STATUS.badHeader && this.#members > 0)
            return refuse('holds bytes behind the end of its gzip data');
        return refuse(`cannot be decompressed: ${FAILURES.get(status) ?? `status ${status}`}`);
    }
    #scan(final) {
        let isDone;
        do {
            isDone = this.#kernel.scan(Number(final)) === 1;
            this.#takeRecords();
        } while (!isDone);
    }
    #takeRecords() {
        const { RECORDS, recordsEnd } = this.#kernel;
        const words = this.#words;
        const end = recordsEnd.value / 4;
        const columns = this.#spec.columnCount;
        for (let at = RECORDS.value / 4; at < end; at += columns + 3) {
            const rowNumber = words[at + 1] >>> 0;
            if (words[at] === RECORD.unread) {
                this.#sink.onUnread(this.#memory.subarray(words[at + 2], words[at + 3]), rowNumber);
                continue;
            }
            const { starts, ends } = this.fields;
            for (let column = 0; column < columns; column++) {
                starts[column] = words[at + 2 + column] + 2;
                ends[column] = words[at + 3 + column] - 1;
            }
            this.#sink.onRow(rowNumber);
        }
        this.#kernel.forgetRecords();
    }
}
function refuse(what) {
    return new errors/* ActionError */.lZ('UNREADABLE', what);
}

// EXTERNAL MODULE: ./lib/engines/inventory-scan/protocol.js
var protocol = __nccwpck_require__(700);
// EXTERNAL MODULE: ./lib/engines/inventory-scan/source.js + 1 modules
var source = __nccwpck_require__(589);
;// CONCATENATED MODULE: ./lib/engines/inventory-scan/csv-file.js
// Reads one CSV inventory file: the kernel inflates it and counts its rows; findings, and rows the kernel is not sure
// of, are judged here one by one.








/** The thread's kernel while no file uses it: creating one takes longer than reading a small file. */
let idleKernel;
/**
 * Reads all rows into the accumulator and returns how the bytes were proven; gzip's own CRC-32 and length are checked
 * in any case. Errors do not have to name the file.
 */
async function readCsvFile(scan) {
    const { file, etagIsMd5 } = scan.task;
    const instance = idleKernel ?? instantiateKernel();
    idleKernel = undefined;
    try {
        const reader = new CsvReader(scan, instance);
        const read = async (bytes) => {
            for await (const chunk of bytes)
                scan.onRows(reader.push(chunk));
            reader.finish();
        };
        await (0,source/* consumeProven */.P)(scan.source.stream, file, read, etagIsMd5);
    }
    finally {
        idleKernel = instance;
    }
    return etagIsMd5 ? 'etag' : 'md5';
}
/** Receives the kernel's rows, and makes sure that none is lost between kernel, reader and accumulator. */
class CsvReader {
    #scan;
    #kernel;
    #row;
    /** For rows that the kernel left unread. */
    #fields;
    #unreadRow;
    /** Blank lines are allowed only after the last row. */
    #firstBlankLine = 0;
    #blankLines = 0;
    #looks = 0;
    constructor(scan, instance) {
        const { task, policy } = scan;
        this.#scan = scan;
        const sink = { onRow: this.#addRow.bind(this), onUnread: this.#addUnread.bind(this) };
        this.#kernel = new CsvKernel(describeRows(task, policy), sink, undefined, instance);
        this.#fields = createFields(task.columns.length);
        this.#row = new CsvRow(this.#kernel.fields, task.columns, task.sourceBucket);
        this.#unreadRow = new CsvRow(this.#fields, task.columns, task.sourceBucket);
    }
    /** Returns the number of rows so far. */
    push(chunk) {
        this.#kernel.push(chunk);
        return this.#kernel.rows;
    }
    finish() {
        const kernel = this.#kernel;
        const { accumulator } = this.#scan;
        kernel.finish();
        accumulator.addCounted(kernel.tally());
        if (this.#blankLines > 0 && this.#firstBlankLine + this.#blankLines <= kernel.rows) {
            throw new errors/* ActionError */.lZ('UNREADABLE', `record ${this.#firstBlankLine} is a blank line, and others follow it`);
        }
        const rows = kernel.rows - this.#blankLines;
        if (accumulator.rows !== rows) {
            throw new errors/* ActionError */.lZ('INTERNAL_ERROR', `${accumulator.rows} rows were counted where ${rows} were read`);
        }
        this.#scan.onRows(rows);
    }
    #addRow(number) {
        this.#row.loadCurrent(number);
        this.#scan.accumulator.add(this.#row);
        // One chunk can contain millions of rows.
        if (++this.#looks % protocol/* ROWS_WITHOUT_SIGN */.Zc === 0)
            this.#scan.onRows(number);
    }
    #addUnread(record, number) {
        if (splitRecord(record, number, this.#fields)) {
            this.#unreadRow.load(number);
            this.#scan.accumulator.add(this.#unreadRow);
            return;
        }
        if (this.#blankLines === 0)
            this.#firstBlankLine = number;
        this.#blankLines++;
    }
}
/** What the kernel may count alone: current rows that comply, unless keys decide, and rows that are not current. */
function describeRows({ columns, sourceBucket }, { accepts, readsKeys }) {
    return {
        columnCount: columns.length,
        bucketColumn: columns.indexOf('bucket'),
        keyColumn: columns.indexOf('key'),
        latestColumn: columns.indexOf('islatest'),
        markerColumn: columns.indexOf('isdeletemarker'),
        sizeColumn: columns.indexOf('size'),
        statusColumn: columns.indexOf('encryptionstatus'),
        bucket: sourceBucket,
        statuses: encryption/* ENCRYPTION_STATUSES */.JD,
        isReported: accepts.map((isAccepted) => readsKeys || !isAccepted),
    };
}


/***/ }),

/***/ 718:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

// ESM COMPAT FLAG
__nccwpck_require__.r(__webpack_exports__);

// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  readOrcFile: () => (/* binding */ readOrcFile)
});

// EXTERNAL MODULE: ./lib/formats/ranges.js
var formats_ranges = __nccwpck_require__(936);
// EXTERNAL MODULE: ./lib/formats/unreadable.js
var unreadable = __nccwpck_require__(985);
// EXTERNAL MODULE: external "node:zlib"
var external_node_zlib_ = __nccwpck_require__(522);
// EXTERNAL MODULE: ./lib/formats/cursor.js
var formats_cursor = __nccwpck_require__(719);
;// CONCATENATED MODULE: ./lib/formats/orc/compression.js
// Decompresses streams, which ORC divides into compressed chunks (ORC specification, "Compression").



/** Kinds of the postscript's `compression`, in the order of their numbers. */
const CODECS = ['NONE', 'ZLIB', 'SNAPPY', 'LZO', 'LZ4', 'ZSTD', 'BROTLI'];
/** A chunk's header has 23 bits for its length, so a larger block size cannot be valid. */
const MAX_BLOCK_BYTES = 8 * 1024 * 1024;
/** Initial buffer size, as a multiple of the deflated bytes: most streams are far smaller than a block. */
const USUAL_RATIO = 8;
/** No stream of an inventory file is larger when decompressed: a whole stripe is 64 to 256 MiB. */
const MAX_STREAM_BYTES = 256 * 1024 * 1024;
/** The file's compression by the postscript's numbers. Throws UNREADABLE, with the name, for any unsupported codec. */
function parseCompression(kind, blockBytes) {
    const codec = CODECS[kind];
    if (codec !== 'NONE' && codec !== 'ZLIB') {
        throw (0,unreadable/* unreadable */.O)(`ORC compression ${codec ?? kind} is not supported: S3 writes ORC inventory with ZLIB`);
    }
    (0,unreadable/* insist */.R)(blockBytes <= MAX_BLOCK_BYTES, `the ORC compression block size is ${blockBytes}, more than ${MAX_BLOCK_BYTES}`);
    return { codec, blockBytes };
}
/** The content of a whole stream. Throws UNREADABLE if a chunk is truncated, too large or not deflate data. */
function decompress(stream, { codec, blockBytes }) {
    if (codec === 'NONE')
        return stream;
    const cursor = (0,formats_cursor/* cursorOver */.Ro)(stream);
    const chunks = [];
    let total = 0;
    while (cursor.offset < cursor.end) {
        const header = (0,formats_cursor/* readByte */.HA)(cursor) + (0,formats_cursor/* readByte */.HA)(cursor) * 0x100 + (0,formats_cursor/* readByte */.HA)(cursor) * 0x10000;
        const body = (0,formats_cursor/* readBytes */.io)(cursor, header >>> 1);
        const chunk = (header & 1) === 1 ? body : inflate(body, blockBytes);
        (0,unreadable/* insist */.R)(chunk.length <= blockBytes, `an ORC chunk holds ${chunk.length} bytes, more than the block size ${blockBytes}`);
        total += chunk.length;
        (0,unreadable/* insist */.R)(total <= MAX_STREAM_BYTES, `an ORC stream holds more than ${MAX_STREAM_BYTES} bytes`);
        chunks.push(chunk);
    }
    const { buffer, byteOffset, length } = chunks.length === 1 && chunks[0] !== undefined ? chunks[0] : Buffer.concat(chunks, total);
    // Not a Buffer: subarrays of a Buffer take far longer to create.
    return new Uint8Array(buffer, byteOffset, length);
}
function inflate(body, blockBytes) {
    let inflated;
    try {
        const chunkSize = Math.max(64, Math.min(blockBytes, body.length * USUAL_RATIO));
        const options = { info: true, maxOutputLength: Math.max(1, blockBytes), chunkSize };
        inflated = (0,external_node_zlib_.inflateRawSync)(body, options);
    }
    catch (error) {
        throw (0,unreadable/* unreadable */.O)('an ORC chunk cannot be decompressed', error);
    }
    (0,unreadable/* insist */.R)(inflated.engine.bytesWritten === body.length, 'an ORC chunk is followed by bytes that are not its own');
    return inflated.buffer;
}

// EXTERNAL MODULE: ./lib/formats/columnar.js
var columnar = __nccwpck_require__(527);
// EXTERNAL MODULE: ./lib/formats/presence.js
var formats_presence = __nccwpck_require__(91);
// EXTERNAL MODULE: ./lib/formats/kernel/column-kernel.js
var column_kernel = __nccwpck_require__(12);
;// CONCATENATED MODULE: ./lib/formats/orc/byte-runs.js
// Decodes ORC's run-length encoding of bytes, and booleans based on it (ORC specification, "Byte Run Length Encoding").



const MIN_REPEAT = 3;
/** Decodes exactly `count` bytes from a stream. Throws UNREADABLE if it contains fewer or more. */
function decodeByteRuns(stream, count) {
    const cursor = (0,formats_cursor/* cursorOver */.Ro)(stream);
    const bytes = new Uint8Array(count);
    let at = 0;
    while (at < count) {
        const control = (0,formats_cursor/* readByte */.HA)(cursor);
        const length = control < 0x80 ? control + MIN_REPEAT : 0x100 - control;
        if (at + length > count)
            throw (0,unreadable/* unreadable */.O)(`an ORC stream holds more than its ${count} bytes`);
        if (control < 0x80)
            bytes.fill((0,formats_cursor/* readByte */.HA)(cursor), at, at + length);
        else
            bytes.set((0,formats_cursor/* readBytes */.io)(cursor, length), at);
        at += length;
    }
    (0,unreadable/* insist */.R)(cursor.offset === cursor.end, `an ORC stream goes on after its ${count} bytes`);
    return bytes;
}
/** Decodes exactly `count` booleans, 0 or 1 each: eight to a byte, the first in the highest bit. */
function decodeFlags(stream, count) {
    return unpack(stream, count).flags ?? new Uint8Array(count).fill(1);
}
/** Decodes one boolean per row: true for rows with a value. */
function decodePresence(stream, rows) {
    const { flags, ones } = unpack(stream, rows);
    return { flags, values: ones };
}
function unpack(stream, count) {
    const unpacked = (0,column_kernel/* unpackBooleans */.uv)(stream, count);
    if (unpacked !== undefined)
        return unpacked;
    // The kernel does not say what is wrong; this throws the error.
    decodeByteRuns(stream, Math.ceil(count / 8));
    throw (0,unreadable/* unreadable */.O)('an ORC stream of booleans cannot be read');
}

;// CONCATENATED MODULE: ./lib/formats/orc/protobuf.js
// Parses the part of the Protocol Buffers wire format that ORC's metadata uses: one level at a time, not recursively.


/** Parses one message. Throws UNREADABLE if it is truncated or has groups, which ORC does not use. */
function parseMessage(bytes) {
    const cursor = (0,formats_cursor/* cursorOver */.Ro)(bytes);
    const fields = new Map();
    while (cursor.offset < cursor.end) {
        const tag = (0,formats_cursor/* readVarint */.LS)(cursor);
        const value = readField(cursor, tag % 8);
        const field = Math.floor(tag / 8);
        const values = fields.get(field);
        if (values === undefined)
            fields.set(field, [value]);
        else
            values.push(value);
    }
    return fields;
}
function readField(cursor, wireType) {
    switch (wireType) {
        case 0:
            return (0,formats_cursor/* readVarint */.LS)(cursor);
        case 1:
            return (0,formats_cursor/* readBytes */.io)(cursor, 8);
        case 2:
            return (0,formats_cursor/* readBytes */.io)(cursor, (0,formats_cursor/* readVarint */.LS)(cursor));
        case 5:
            return (0,formats_cursor/* readBytes */.io)(cursor, 4);
        default:
            throw (0,unreadable/* unreadable */.O)(`the ORC metadata has a field of wire type ${wireType}`);
    }
}
/** The last value of an integer field; undefined if it is missing. */
function integerField(message, field) {
    const value = message.get(field)?.at(-1);
    (0,unreadable/* insist */.R)(value === undefined || typeof value === 'number', `field ${field} of the ORC metadata is no integer`);
    return value;
}
/** All values of a field of bytes, text or nested messages. */
function bytesFields(message, field) {
    return (message.get(field) ?? []).map((value) => {
        (0,unreadable/* insist */.R)(typeof value !== 'number', `field ${field} of the ORC metadata is an integer`);
        return value;
    });
}
/** All values of a repeated integer field, packed or not. */
function integerFields(message, field) {
    return (message.get(field) ?? []).flatMap((value) => (typeof value === 'number' ? [value] : protobuf_unpack(value)));
}
function protobuf_unpack(bytes) {
    const cursor = (0,formats_cursor/* cursorOver */.Ro)(bytes);
    const values = [];
    while (cursor.offset < cursor.end)
        values.push((0,formats_cursor/* readVarint */.LS)(cursor));
    return values;
}
/** The last value of a text field; undefined if it is missing. */
function textField(message, field) {
    const bytes = bytesFields(message, field).at(-1);
    return bytes === undefined ? undefined : Buffer.from(bytes).toString('utf8');
}

;// CONCATENATED MODULE: ./lib/formats/orc/stripe-footer.js
// Parses a stripe's footer: where each stream of each column is, and how the column is encoded.


/** Kinds of streams by their numbers, as far as columns of an inventory have them. */
const PRESENT = 0;
const DATA = 1;
const LENGTH = 2;
const DICTIONARY_DATA = 3;
const SECONDARY = 5;
const ENCODINGS = ['DIRECT', 'DICTIONARY', 'DIRECT_V2', 'DICTIONARY_V2'];
const MAX_DICTIONARY_ENTRIES = 64 * 1024 * 1024;
/** Parses a (decompressed) stripe footer. Throws UNREADABLE if its streams do not fill the stripe exactly. */
function parseStripeFooter(bytes, stripe) {
    const fields = parseMessage(bytes);
    (0,unreadable/* insist */.R)(!fields.has(4), 'an ORC stripe is encrypted: only unencrypted files are supported');
    const streams = parseStreams(bytesFields(fields, 1), stripe);
    const encodings = bytesFields(fields, 2).map(parseMessage);
    return {
        streamsOf: (columnId) => streams.get(columnId) ?? new Map(),
        encodingOf(columnId) {
            const encoding = encodings[columnId];
            (0,unreadable/* insist */.R)(encoding !== undefined, `an ORC stripe has no encoding for column ${columnId}`);
            return parseEncoding(integerField(encoding, 1) ?? 0, integerField(encoding, 2) ?? 0);
        },
        timeZone: textField(fields, 3) ?? '',
    };
}
function parseStreams(messages, stripe) {
    const columns = new Map();
    const dataStart = stripe.offset + stripe.indexBytes;
    const end = dataStart + stripe.dataBytes;
    let start = stripe.offset;
    for (const message of messages) {
        const fields = parseMessage(message);
        const kind = integerField(fields, 1) ?? 0;
        const columnId = integerField(fields, 2) ?? 0;
        const range = { start, end: start + (integerField(fields, 3) ?? 0) };
        (0,unreadable/* insist */.R)(range.end <= end, `the streams of an ORC stripe reach to byte ${range.end}, behind its end at ${end}`);
        start = range.end;
        // Index streams come first; all others contain values.
        if (range.start < dataStart && range.end <= dataStart && kind >= 6)
            continue;
        const streams = columns.get(columnId) ?? new Map();
        (0,unreadable/* insist */.R)(!streams.has(kind), `an ORC stripe has two streams of kind ${kind} for column ${columnId}`);
        columns.set(columnId, streams.set(kind, range));
    }
    (0,unreadable/* insist */.R)(start === end, `the streams of an ORC stripe end at byte ${start}, its data at ${end}`);
    return columns;
}
function parseEncoding(kind, dictionarySize) {
    const name = ENCODINGS[kind];
    if (name === undefined)
        throw (0,unreadable/* unreadable */.O)(`an ORC column has the unknown encoding ${kind}`);
    (0,unreadable/* insist */.R)(dictionarySize <= MAX_DICTIONARY_ENTRIES, `an ORC dictionary of ${dictionarySize} entries is announced`);
    return { dictionary: name.startsWith('DICTIONARY'), version: name.endsWith('_V2') ? 2 : 1, dictionarySize };
}

;// CONCATENATED MODULE: ./lib/formats/orc/column.js
// Defines what every ORC column has: streams by kind, and a stream that says which rows are null.



/** Which rows of the stripe have a value in this column. */
function readPresence(column) {
    const stream = column.stream(PRESENT);
    if (stream === undefined)
        return { flags: undefined, values: column.rows };
    return decodePresence(stream, column.rows);
}
/** A stream that must exist unless there are no values: writers omit empty streams. */
function requireStream(column, kind, values) {
    const stream = column.stream(kind);
    if (stream === undefined && values > 0)
        throw (0,unreadable/* unreadable */.O)(`the ORC column ${column.name} lacks a stream of kind ${kind}`);
    return stream ?? new Uint8Array(0);
}

;// CONCATENATED MODULE: ./lib/formats/orc/integer-run.js
// Defines one run of integers, as decoded from both versions of the encoding.
/** Longest run either version can write (ORC specification, "Run Length Encoding"). */
const MAX_RUN_VALUES = 512;

;// CONCATENATED MODULE: ./lib/formats/orc/integer-runs-v1.js
// Decodes ORC's first run-length encoding of integers (ORC specification, "Integer Run Length Encoding, version 1").


const integer_runs_v1_MIN_REPEAT = 3;
/** Reads the next run: 3 to 130 values that differ by a constant, or 1 to 128 literal values. */
function readRunV1(cursor, signed, run) {
    const control = (0,formats_cursor/* readByte */.HA)(cursor);
    if (control >= 0x80) {
        run.count = 0x100 - control;
        run.constant = false;
        for (let index = 0; index < run.count; index += 1)
            run.values[index] = readInteger(cursor, signed);
        return;
    }
    run.count = control + integer_runs_v1_MIN_REPEAT;
    const delta = ((0,formats_cursor/* readByte */.HA)(cursor) << 24) >> 24;
    const base = readInteger(cursor, signed);
    if (!Number.isSafeInteger(base + delta * run.count))
        throw (0,unreadable/* unreadable */.O)('an ORC integer is larger than 2^53');
    run.constant = delta === 0;
    for (let index = 0; index < run.count; index += 1)
        run.values[index] = base + delta * index;
}
function readInteger(cursor, signed) {
    const integer = (0,formats_cursor/* readVarint */.LS)(cursor);
    return signed ? (0,formats_cursor/* unzigzag */.Sx)(integer) : integer;
}

;// CONCATENATED MODULE: ./lib/formats/orc/bit-packing.js
// Unpacks integers of any width as ORC packs them into bytes: highest bit first, no padding between values.


/** Bits that fit, with up to seven left over from the previous value, into the 31 bits with which V8 is fastest. */
const NARROW_BITS = 24;
/**
 * Unpacks integers of `width` (1 to 64) bits into `values` from `first` up to, but not including, `end`, and skips to
 * the next whole byte. Throws UNREADABLE if the bytes end, or a value is larger than 2^53.
 */
function readPacked(cursor, width, values, first, end) {
    const length = Math.ceil((width * (end - first)) / 8);
    if (width > NARROW_BITS) {
        const bytes = (0,formats_cursor/* readBytes */.io)(cursor, length);
        const due = values.subarray(first, end);
        if (width % 8 === 0)
            unpackBytes(bytes, width / 8, end - first, due);
        else
            unpackWide(bytes, width, end - first, due);
        return;
    }
    if (length > cursor.end - cursor.offset)
        throw (0,unreadable/* unreadable */.O)(`a length of ${length} bytes exceeds what is left`);
    unpackNarrow(cursor, width, values, first, end);
    cursor.offset += length;
}
/** Creates no view for each run: runs are short, and there are many. */
function unpackNarrow({ bytes, offset }, width, values, first, end) {
    const mask = (1 << width) - 1;
    let pending = 0;
    let pendingBits = 0;
    let at = offset;
    for (let index = first; index < end; index += 1) {
        while (pendingBits < width) {
            pending = ((pending << 8) | bytes[at]) & 0x7fffffff;
            at += 1;
            pendingBits += 8;
        }
        pendingBits -= width;
        values[index] = (pending >>> pendingBits) & mask;
    }
}
function unpackBytes(bytes, size, count, values) {
    let at = 0;
    for (let index = 0; index < count; index += 1) {
        let value = 0;
        for (const end = at + size; at < end; at += 1)
            value = value * 256 + bytes[at];
        values[index] = exact(value);
    }
}
/** The few widths in between, 26 to 30: each value is combined from the bits of each byte it touches. */
function unpackWide(bytes, width, count, values) {
    let bit = 0;
    for (let index = 0; index < count; index += 1) {
        let value = 0;
        let left = width;
        while (left > 0) {
            const free = 8 - (bit & 7);
            const take = Math.min(free, left);
            const group = (bytes[bit >> 3] >> (free - take)) & ((1 << take) - 1);
            value = value * 2 ** take + group;
            bit += take;
            left -= take;
        }
        values[index] = exact(value);
    }
}
function exact(value) {
    if (value > Number.MAX_SAFE_INTEGER)
        throw (0,unreadable/* unreadable */.O)('an ORC integer is larger than 2^53');
    return value;
}

;// CONCATENATED MODULE: ./lib/formats/orc/integer-runs-v2.js
// Decodes ORC's second run-length encoding of integers (ORC specification, "Integer Run Length Encoding, version 2").



const MIN_SHORT_REPEAT = 3;
/** Reads the next run, in whichever of the four sub-encodings its header names. */
function readRunV2(cursor, signed, run) {
    const header = (0,formats_cursor/* readByte */.HA)(cursor);
    run.constant = false;
    const subEncoding = header >> 6;
    if (subEncoding === 0)
        readShortRepeat(cursor, header, signed, run);
    else if (subEncoding === 1)
        readDirect(cursor, header, signed, run);
    else if (subEncoding === 2)
        readPatchedBase(cursor, header, run);
    else
        readDelta(cursor, header, signed, run);
}
function readShortRepeat(cursor, header, signed, run) {
    const value = readBigEndian(cursor, ((header >> 3) & 7) + 1);
    run.count = (header & 7) + MIN_SHORT_REPEAT;
    run.constant = true;
    run.values.fill(signed ? (0,formats_cursor/* unzigzag */.Sx)(value) : value, 0, run.count);
}
function readDirect(cursor, header, signed, run) {
    const width = decodeWidth((header >> 1) & 31);
    run.count = readCount(cursor, header);
    readPacked(cursor, width, run.values, 0, run.count);
    if (!signed)
        return;
    for (let index = 0; index < run.count; index += 1)
        run.values[index] = (0,formats_cursor/* unzigzag */.Sx)(run.values[index]);
}
/** Values above a base, most of them small; the high bits of the few large ones follow as a list of patches. */
function readPatchedBase(cursor, header, run) {
    const width = decodeWidth((header >> 1) & 31);
    run.count = readCount(cursor, header);
    const third = (0,formats_cursor/* readByte */.HA)(cursor);
    const fourth = (0,formats_cursor/* readByte */.HA)(cursor);
    const patchWidth = decodeWidth(third & 31);
    const gapWidth = (fourth >> 5) + 1;
    const patches = fourth & 31;
    const base = readSignMagnitude(cursor, (third >> 5) + 1);
    readPacked(cursor, width, run.values, 0, run.count);
    const entries = new Float64Array(patches);
    readPacked(cursor, nextWidth(patchWidth + gapWidth), entries, 0, patches);
    let index = 0;
    for (const entry of entries) {
        index += Math.floor(entry / 2 ** patchWidth);
        (0,unreadable/* insist */.R)(index < run.count, 'an ORC run has a patch behind its end');
        run.values[index] = run.values[index] + (entry % 2 ** patchWidth) * 2 ** width;
    }
    for (let at = 0; at < run.count; at += 1)
        run.values[at] = integer_runs_v2_exact(base + run.values[at]);
}
/** A first value, the difference to the second, and the sizes of the other differences, all of one sign. */
function readDelta(cursor, header, signed, run) {
    const widthCode = (header >> 1) & 31;
    run.count = readCount(cursor, header);
    const first = (0,formats_cursor/* readVarint */.LS)(cursor);
    const base = signed ? (0,formats_cursor/* unzigzag */.Sx)(first) : first;
    const delta = (0,formats_cursor/* unzigzag */.Sx)((0,formats_cursor/* readVarint */.LS)(cursor));
    if (widthCode === 0) {
        integer_runs_v2_exact(base + delta * run.count);
        run.constant = delta === 0;
        for (let index = 0; index < run.count; index += 1)
            run.values[index] = base + delta * index;
        return;
    }
    (0,unreadable/* insist */.R)(run.count >= 2, 'an ORC run of differences has a single value');
    // The sizes are unpacked in place, then summed up from the front.
    const { count, values } = run;
    readPacked(cursor, decodeWidth(widthCode), values, 2, count);
    values[0] = base;
    let value = base + delta;
    values[1] = value;
    const sign = delta < 0 ? -1 : 1;
    for (let index = 2; index < count; index += 1) {
        value += sign * values[index];
        values[index] = value;
    }
    // All go in one direction: if the last one is exact, all are.
    integer_runs_v2_exact(value);
}
function readCount(cursor, header) {
    return ((header & 1) << 8) + (0,formats_cursor/* readByte */.HA)(cursor) + 1;
}
function readBigEndian(cursor, bytes) {
    let value = 0;
    for (let index = 0; index < bytes; index += 1)
        value = value * 256 + (0,formats_cursor/* readByte */.HA)(cursor);
    return integer_runs_v2_exact(value);
}
/** The base of patched values: its highest bit is the sign, not two's complement. */
function readSignMagnitude(cursor, bytes) {
    const first = (0,formats_cursor/* readByte */.HA)(cursor);
    let value = first & 0x7f;
    for (let index = 1; index < bytes; index += 1)
        value = value * 256 + (0,formats_cursor/* readByte */.HA)(cursor);
    return integer_runs_v2_exact(first >= 0x80 ? -value : value);
}
function integer_runs_v2_exact(value) {
    if (!Number.isSafeInteger(value))
        throw (0,unreadable/* unreadable */.O)('an ORC integer is larger than 2^53');
    return value;
}
const WIDE = [26, 28, 30, 32, 40, 48, 56, 64];
/** Bits per value for a five-bit code: 1 to 24, then the few widths above. */
function decodeWidth(code) {
    return code < 24 ? code + 1 : WIDE[code - 24];
}
/** The narrowest width in that list that is at least `bits`. */
function nextWidth(bits) {
    if (bits <= 24)
        return bits;
    const width = WIDE.find((candidate) => candidate >= bits);
    (0,unreadable/* insist */.R)(width !== undefined, `an ORC run has patches of ${bits} bits`);
    return width;
}

;// CONCATENATED MODULE: ./lib/formats/orc/integer-runs.js
// Decodes what the two run-length encodings of integers have in common: a sequence of runs.





/** Decodes exactly `count` integers from a stream. Throws UNREADABLE if it contains fewer or more. */
function decodeRuns(stream, encoding, count, sink) {
    const cursor = (0,formats_cursor/* cursorOver */.Ro)(stream);
    const run = { count: 0, constant: false, values: new Float64Array(MAX_RUN_VALUES) };
    const readRun = encoding.version === 1 ? readRunV1 : readRunV2;
    let at = 0;
    while (at < count) {
        readRun(cursor, encoding.signed, run);
        if (at + run.count > count)
            throw (0,unreadable/* unreadable */.O)(`an ORC stream holds more than its ${count} values`);
        sink(run, at);
        at += run.count;
    }
    (0,unreadable/* insist */.R)(cursor.offset === cursor.end, `an ORC stream goes on after its ${count} values`);
}
/** All `count` integers of a stream. */
function decodeIntegers(stream, encoding, count) {
    const integers = new Float64Array(count);
    decodeRuns(stream, encoding, count, (run, at) => {
        if (run.constant)
            integers.fill(run.values[0], at, at + run.count);
        else
            integers.set(run.values.subarray(0, run.count), at);
    });
    return integers;
}

;// CONCATENATED MODULE: ./lib/formats/orc/number-column.js
// Reads ORC's integer, timestamp and boolean columns.







/** ORC counts seconds from the start of 2015 in the writer's time zone. */
const SECONDS_TO_2015 = 1_420_070_400;
const UTC_NAMES = new Set([
    'UTC',
    'GMT',
    'Etc/UTC',
    'Etc/GMT',
    'Etc/UCT',
    'UCT',
    'Zulu',
    'Etc/Zulu',
    'GMT0',
    'Etc/GMT0',
]);
/** Integers of the wanted rows (all if undefined); NaN is null. */
function readIntegers(column, wanted) {
    const presence = readPresence(column);
    const stream = requireStream(column, DATA, presence.values);
    const integers = decodeIntegers(stream, { version: column.encoding.version, signed: true }, presence.values);
    return spread((0,formats_presence/* locateValues */.p)(presence, column.rows, wanted), (position) => integers[position]);
}
/** Integers of one byte each, which have a separate encoding. */
function readTinyIntegers(column, wanted) {
    const presence = readPresence(column);
    const bytes = decodeByteRuns(requireStream(column, DATA, presence.values), presence.values);
    return spread((0,formats_presence/* locateValues */.p)(presence, column.rows, wanted), (position) => (bytes[position] << 24) >> 24);
}
/**
 * Timestamps as epoch milliseconds, rounded up so that no object looks older than it is; NaN is null.
 * `timeZone` is the writer's. Throws UNREADABLE unless it is UTC: otherwise the seconds would have another meaning.
 */
function readTimestamps(column, wanted, timeZone) {
    (0,unreadable/* insist */.R)(UTC_NAMES.has(timeZone), `ORC timestamps of time zone ${timeZone || '(none)'} are not supported: S3 writes UTC`);
    const presence = readPresence(column);
    const { version } = column.encoding;
    const count = presence.values;
    const seconds = decodeIntegers(requireStream(column, DATA, count), { version, signed: true }, count);
    const fractions = decodeIntegers(requireStream(column, SECONDARY, count), { version, signed: false }, count);
    return spread((0,formats_presence/* locateValues */.p)(presence, column.rows, wanted), (position) => {
        const nanoseconds = decodeNanoseconds(fractions[position]);
        const wholeSeconds = seconds[position] + SECONDS_TO_2015;
        // Writers round the fraction toward zero: before 1970 a timestamp with a fraction is in the previous second.
        const floor = wholeSeconds < 0 && nanoseconds > 999_999 ? wholeSeconds - 1 : wholeSeconds;
        return floor * 1000 + Math.ceil(nanoseconds / 1_000_000);
    });
}
/** The last three bits say how many trailing zeros were dropped: 0 for none, n for n + 1. */
function decodeNanoseconds(encoded) {
    const zeros = encoded % 8;
    const nanoseconds = Math.floor(encoded / 8) * (zeros === 0 ? 1 : 10 ** (zeros + 1));
    if (!(nanoseconds >= 0 && nanoseconds < 1_000_000_000)) {
        throw (0,unreadable/* unreadable */.O)(`an ORC timestamp has ${nanoseconds} nanoseconds`);
    }
    return nanoseconds;
}
/** Booleans of the wanted rows (all if undefined): 1, 0, or NULL_FLAG. */
function readFlags(column, wanted) {
    const presence = readPresence(column);
    const flags = decodeFlags(requireStream(column, DATA, presence.values), presence.values);
    if (presence.flags === undefined && wanted === undefined)
        return flags;
    const placed = new Uint8Array(wanted?.length ?? column.rows);
    (0,formats_presence/* placeValues */.K)(flags, presence, columnar/* NULL_FLAG */.xh, placed, wanted);
    return placed;
}
function spread(positions, valueAt) {
    const numbers = new Float64Array(positions.length);
    for (let row = 0; row < numbers.length; row += 1) {
        const position = positions[row];
        numbers[row] = position < 0 ? Number.NaN : valueAt(position);
    }
    return numbers;
}

;// CONCATENATED MODULE: ./lib/formats/orc/orc-footer.js
// Parses the ORC footer: where the stripes are, how many rows they have, and which columns there are.


/** Kinds of types, in the order of their numbers (ORC specification, "Types"). */
const ORC_TYPES = [
    'boolean',
    'tinyint',
    'smallint',
    'int',
    'bigint',
    'float',
    'double',
    'string',
    'binary',
    'timestamp',
    'list',
    'map',
    'struct',
    'union',
    'decimal',
    'date',
    'varchar',
    'char',
    'timestamp with local time zone',
];
const MAX_STRIPES = 1_000_000;
const MAX_COLUMNS = 10_000;
const MAX_STRIPE_ROWS = 64 * 1024 * 1024;
/**
 * Parses the (decompressed) footer of a file whose stripes must all be before byte `contentEnd`.
 * Throws UNREADABLE if stripes overlap or reach too far, if their rows do not add up, and for encrypted files.
 */
function parseFooter(bytes, contentEnd) {
    const fields = parseMessage(bytes);
    (0,unreadable/* insist */.R)(!fields.has(10), 'the ORC file is encrypted by column: only unencrypted files are supported');
    const stripes = bytesFields(fields, 3).map(parseStripe);
    (0,unreadable/* insist */.R)(stripes.length <= MAX_STRIPES, `the ORC file has ${stripes.length} stripes, more than ${MAX_STRIPES}`);
    let end = 3;
    for (const stripe of stripes) {
        (0,unreadable/* insist */.R)(stripe.offset >= end, `an ORC stripe at byte ${stripe.offset} overlaps what is before it`);
        end = stripe.offset + stripe.indexBytes + stripe.dataBytes + stripe.footerBytes;
    }
    (0,unreadable/* insist */.R)(end <= contentEnd || stripes.length === 0, `an ORC stripe reaches to byte ${end}, into the footer`);
    const rows = integerField(fields, 6) ?? 0;
    const sum = stripes.reduce((total, stripe) => total + stripe.rows, 0);
    (0,unreadable/* insist */.R)(rows === sum, `the ORC footer declares ${rows} rows and its stripes ${sum}`);
    const types = bytesFields(fields, 4);
    (0,unreadable/* insist */.R)(types.length <= MAX_COLUMNS, `the ORC file has ${types.length} columns, more than ${MAX_COLUMNS}`);
    return { rows, stripes, columns: parseColumns(types), columnIds: types.length };
}
function parseStripe(bytes) {
    const fields = parseMessage(bytes);
    (0,unreadable/* insist */.R)(!fields.has(6) && !fields.has(7), 'an ORC stripe is encrypted: only unencrypted files are supported');
    const rows = integerField(fields, 5) ?? 0;
    (0,unreadable/* insist */.R)(rows <= MAX_STRIPE_ROWS, `an ORC stripe declares ${rows} rows, more than ${MAX_STRIPE_ROWS}`);
    return {
        offset: integerField(fields, 1) ?? 0,
        indexBytes: integerField(fields, 2) ?? 0,
        dataBytes: integerField(fields, 3) ?? 0,
        footerBytes: integerField(fields, 4) ?? 0,
        rows,
    };
}
function parseColumns(types) {
    const [root, ...rest] = types.map(parseMessage);
    (0,unreadable/* insist */.R)(root !== undefined && typeOf(integerField(root, 1)) === 'struct', 'the ORC file holds no struct of columns');
    const ids = integerFields(root, 2);
    const names = bytesFields(root, 3).map((name) => Buffer.from(name).toString('utf8'));
    (0,unreadable/* insist */.R)(ids.length === names.length, `the ORC file names ${names.length} of its ${ids.length} columns`);
    (0,unreadable/* insist */.R)(new Set(names).size === names.length, 'the ORC file has two columns of one name');
    return ids.map((id, index) => {
        const type = rest[id - 1];
        (0,unreadable/* insist */.R)(type !== undefined, `the ORC file has no type for column ${id}`);
        return { id, name: names[index], type: typeOf(integerField(type, 1)) };
    });
}
function typeOf(kind) {
    const type = ORC_TYPES[kind ?? 0];
    if (type === undefined)
        throw (0,unreadable/* unreadable */.O)(`the ORC file has a column of the unknown type ${kind}`);
    return type;
}

;// CONCATENATED MODULE: ./lib/formats/orc/postscript.js
// Parses the last bytes of an ORC file, which say how to read the rest (ORC specification, "Postscript").



/** The footer of a valid inventory file is a few kilobytes; it is held in memory as a whole. */
const MAX_FOOTER_BYTES = 64 * 1024 * 1024;
/**
 * Parses the postscript at the end of `tail`, the last bytes of a file of `fileBytes`.
 * Throws UNREADABLE if it is not an ORC file, has a later format version, or declares sizes beyond the file.
 */
function parsePostscript(tail, fileBytes) {
    const ownBytes = (tail.at(-1) ?? 0) + 1;
    (0,unreadable/* insist */.R)(ownBytes > 4 && ownBytes <= tail.length, 'the file is no ORC file: it has no postscript');
    const fields = parseMessage(tail.subarray(tail.length - ownBytes, tail.length - 1));
    (0,unreadable/* insist */.R)(textField(fields, 8000) === 'ORC', 'the file is no ORC file: its postscript does not say ORC');
    const version = integerFields(fields, 4).join('.');
    (0,unreadable/* insist */.R)(version === '0.11' || version === '0.12', `ORC version ${version || 'none'} is not supported: 0.11 and 0.12 are`);
    const footerBytes = integerField(fields, 1) ?? 0;
    const metadataBytes = integerField(fields, 5) ?? 0;
    (0,unreadable/* insist */.R)(footerBytes <= MAX_FOOTER_BYTES, `an ORC footer of ${footerBytes} bytes is announced`);
    (0,unreadable/* insist */.R)(footerBytes + metadataBytes + ownBytes <= fileBytes, 'the ORC footer is announced larger than the file');
    const compression = parseCompression(integerField(fields, 2) ?? 0, integerField(fields, 3) ?? 0);
    return { compression, footerBytes, metadataBytes, ownBytes };
}

;// CONCATENATED MODULE: ./lib/formats/orc/text-column.js
// Reads ORC's text columns (string, varchar, char): direct or with a dictionary, version 1 or 2.







/** The texts of the wanted rows (all rows if undefined), as positions in the decompressed bytes. */
function readTexts(column, wanted) {
    const presence = readPresence(column);
    const positions = (0,formats_presence/* locateValues */.p)(presence, column.rows, wanted);
    const { bytes, ends } = column.encoding.dictionary
        ? readEntries(column, DICTIONARY_DATA, presence.values === 0 ? 0 : column.encoding.dictionarySize)
        : readEntries(column, DATA, presence.values);
    const indexes = column.encoding.dictionary ? readIndexes(column, presence.values) : undefined;
    const texts = { bytes, starts: new Uint32Array(positions.length), ends: new Uint32Array(positions.length) };
    for (let row = 0; row < positions.length; row += 1) {
        const position = positions[row];
        if (position < 0) {
            texts.starts[row] = 1;
            continue;
        }
        const entry = indexes === undefined ? position : indexes[position];
        if (entry >= ends.length)
            throw (0,unreadable/* unreadable */.O)(`the ORC column ${column.name} points behind its dictionary`);
        texts.starts[row] = entry === 0 ? 0 : ends[entry - 1];
        texts.ends[row] = ends[entry];
    }
    return texts;
}
/** The same as codes. For a small dictionary, the fast path turns runs into codes without a step per row. */
function readCodes(column, wanted) {
    const { dictionary, dictionarySize } = column.encoding;
    // One code is reserved for null.
    if (!dictionary || dictionarySize >= columnar/* MAX_CODES */.QB)
        return (0,columnar/* codeTexts */.Ou)(readTexts(column, wanted));
    const presence = readPresence(column);
    const { bytes, ends } = readEntries(column, DICTIONARY_DATA, presence.values === 0 ? 0 : dictionarySize);
    const intern = (0,columnar/* internValues */.vk)();
    const codeOf = Uint8Array.from(ends, (end, entry) => intern.code((0,columnar/* decodeUtf8 */._6)(bytes, entry === 0 ? 0 : ends[entry - 1], end)));
    const stored = readDictionaryCodes(column, codeOf, presence.values);
    if (presence.flags === undefined && wanted === undefined)
        return { codes: stored, values: intern.values };
    const codes = new Uint8Array(wanted?.length ?? column.rows);
    (0,formats_presence/* placeValues */.K)(stored, presence, presence.flags === undefined ? 0 : intern.code(undefined), codes, wanted);
    return { codes, values: intern.values };
}
function readDictionaryCodes(column, codeOf, count) {
    const stream = requireStream(column, DATA, count);
    const quick = column.encoding.version === 2 ? (0,column_kernel/* unpackIndexes */.tI)(stream, count, codeOf) : undefined;
    if (quick !== undefined)
        return quick;
    const codes = new Uint8Array(count);
    decodeRuns(stream, unsigned(column), count, (run, at) => {
        if (!codeRun(run, codeOf, codes, at))
            throw (0,unreadable/* unreadable */.O)(`the ORC column ${column.name} points behind its dictionary`);
    });
    return codes;
}
/** Writes the codes of a run of indexes from `at` on. False if any index has none. */
function codeRun({ values, count, constant }, codeOf, codes, at) {
    const entries = codeOf.length;
    const due = constant ? 1 : count;
    for (let index = 0; index < due; index += 1) {
        const entry = values[index];
        if (!(entry >= 0 && entry < entries))
            return false;
        codes[at + index] = codeOf[entry | 0];
    }
    if (constant)
        codes.fill(codes[at], at, at + count);
    return true;
}
/** The texts of a stream one after the other, and where each ends. Their lengths must add up to its size. */
function readEntries(column, kind, count) {
    const lengths = requireStream(column, LENGTH, count);
    const ends = new Uint32Array(count);
    let end = 0;
    decodeRuns(lengths, unsigned(column), count, (run, at) => {
        for (let index = 0; index < run.count; index += 1) {
            const length = run.values[index];
            if (!(length >= 0))
                throw (0,unreadable/* unreadable */.O)(`the ORC column ${column.name} has a text of negative length`);
            end += length;
            ends[at + index] = end;
        }
    });
    const bytes = requireStream(column, kind, end);
    (0,unreadable/* insist */.R)(bytes.length === end, `the ORC column ${column.name} has ${bytes.length} bytes of text and lengths for ${end}`);
    return { bytes, ends };
}
function readIndexes(column, values) {
    const indexes = decodeIntegers(requireStream(column, DATA, values), unsigned(column), values);
    for (const index of indexes) {
        if (!(index >= 0))
            throw (0,unreadable/* unreadable */.O)(`the ORC column ${column.name} points before its dictionary`);
    }
    return indexes;
}
function unsigned(column) {
    return { version: column.encoding.version, signed: false };
}

;// CONCATENATED MODULE: ./lib/formats/orc/orc-file.js
// Opens an ORC file with range requests: its tail first, then only the requested streams of each stripe.








/** Read in one request from the end: enough for the footer of a file with some hundred stripes. */
const TAIL_BYTES = 32 * 1024;
/** The column kind of each readable ORC type. */
const KINDS = {
    string: 'text',
    varchar: 'text',
    char: 'text',
    boolean: 'flag',
    tinyint: 'integer',
    smallint: 'integer',
    int: 'integer',
    bigint: 'integer',
    timestamp: 'timestamp',
    'timestamp with local time zone': 'timestamp',
};
/**
 * Opens an ORC file of `fileBytes`. At most two requests; no data is read.
 * Throws UNREADABLE for a file that is damaged, encrypted, of a later version, or with a compression other than ZLIB.
 */
async function openOrc(read, fileBytes) {
    const tail = await (0,formats_ranges/* readExactly */.Lo)(read, { start: Math.max(0, fileBytes - TAIL_BYTES), end: fileBytes });
    const postscript = parsePostscript(tail, fileBytes);
    const { compression } = postscript;
    const footerEnd = fileBytes - postscript.ownBytes;
    const footerStart = footerEnd - postscript.footerBytes;
    const tailStart = fileBytes - tail.length;
    const stored = footerStart >= tailStart
        ? tail.subarray(footerStart - tailStart, footerEnd - tailStart)
        : await (0,formats_ranges/* readExactly */.Lo)(read, { start: footerStart, end: footerEnd });
    const footer = parseFooter(decompress(stored, compression), footerStart - postscript.metadataBytes);
    const columns = new Map(footer.columns.map((column) => [column.name, column]));
    const kinds = footer.columns.flatMap(({ name, type }) => {
        const kind = KINDS[type];
        return kind === undefined ? [] : [[name, kind]];
    });
    const others = footer.columns.filter(({ type }) => KINDS[type] === undefined);
    const groups = footer.stripes.map((stripe) => openStripe(read, stripe, compression, columns));
    return {
        rows: footer.rows,
        columns: new Map(kinds),
        otherColumns: new Map(others.map(({ name, type }) => [name, type])),
        groups,
    };
}
function openStripe(read, stripe, compression, columns) {
    let footer;
    return {
        rows: stripe.rows,
        // A column with one text takes a few bytes next to the statuses: its statistics would not save a request.
        constant: () => undefined,
        async load(names, wanted) {
            footer ??= readStripeFooter(read, stripe, compression);
            const known = await footer;
            const asked = names.map((name) => {
                const column = columns.get(name);
                if (column === undefined)
                    throw (0,unreadable/* unreadable */.O)(`the ORC file has no column ${name}`);
                return column;
            });
            const ranges = asked.flatMap(({ id }) => [...known.streamsOf(id).values()]);
            const { cut } = await (0,formats_ranges/* fetchRanges */.Vw)(read, ranges, wanted && formats_ranges/* WIDE_GAP_BYTES */.N_);
            const open = (column) => stripeColumn(column, stripe, known, cut, compression);
            // Nothing is released: in an uncompressed file, decoded texts are views of the fetched bytes.
            return { ...decodeColumns(asked, wanted, known, open), release: () => { } };
        },
    };
}
async function readStripeFooter(read, stripe, compression) {
    const start = stripe.offset + stripe.indexBytes + stripe.dataBytes;
    const stored = await (0,formats_ranges/* readExactly */.Lo)(read, { start, end: start + stripe.footerBytes });
    return parseStripeFooter(decompress(stored, compression), stripe);
}
function stripeColumn(column, stripe, footer, cut, compression) {
    const streams = footer.streamsOf(column.id);
    return {
        name: column.name,
        rows: stripe.rows,
        encoding: footer.encodingOf(column.id),
        stream(kind) {
            const range = streams.get(kind);
            return range === undefined ? undefined : decompress(cut(range), compression);
        },
    };
}
function decodeColumns(asked, wanted, footer, open) {
    const take = (name, kinds) => {
        const column = asked.find((candidate) => candidate.name === name);
        (0,unreadable/* insist */.R)(column !== undefined, `the ORC column ${name} was not fetched`);
        const kind = KINDS[column.type];
        (0,unreadable/* insist */.R)(kind !== undefined && kinds.includes(kind), `the ORC column ${name} is of type ${column.type}`);
        return { column: open(column), type: column.type };
    };
    return {
        codes: (name) => readCodes(take(name, ['text']).column, wanted),
        texts: (name) => readTexts(take(name, ['text']).column, wanted),
        flags: (name) => readFlags(take(name, ['flag']).column, wanted),
        numbers(name) {
            const { column, type } = take(name, ['integer', 'timestamp']);
            if (type === 'tinyint')
                return readTinyIntegers(column, wanted);
            if (type === 'timestamp')
                return readTimestamps(column, wanted, footer.timeZone);
            if (type === 'timestamp with local time zone')
                return readTimestamps(column, wanted, 'UTC');
            return readIntegers(column, wanted);
        },
    };
}

// EXTERNAL MODULE: ./lib/engines/inventory-scan/scan-columnar.js + 6 modules
var scan_columnar = __nccwpck_require__(601);
;// CONCATENATED MODULE: ./lib/engines/inventory-scan/orc-inventory.js
// Reads one ORC inventory file.


/** Reads all rows into the accumulator. Errors do not have to name the file. */
const readOrcFile = (scan) => (0,scan_columnar/* scanColumnar */.z)(scan, openOrc);


/***/ }),

/***/ 393:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

// ESM COMPAT FLAG
__nccwpck_require__.r(__webpack_exports__);

// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  readParquetFile: () => (/* binding */ readParquetFile)
});

// EXTERNAL MODULE: ./lib/formats/cursor.js
var formats_cursor = __nccwpck_require__(719);
// EXTERNAL MODULE: ./lib/formats/ranges.js
var ranges = __nccwpck_require__(936);
// EXTERNAL MODULE: ./lib/formats/unreadable.js
var unreadable = __nccwpck_require__(985);
// EXTERNAL MODULE: external "node:zlib"
var external_node_zlib_ = __nccwpck_require__(522);
// EXTERNAL MODULE: ./lib/formats/kernel/column-kernel.js
var column_kernel = __nccwpck_require__(12);
;// CONCATENATED MODULE: ./lib/formats/parquet/codec.js
// Decompresses Parquet pages. No codec may yield more or less than announced.



/** S3 writes SNAPPY; UNCOMPRESSED, GZIP and ZSTD are supported because Node includes them. */
const CODECS = ['UNCOMPRESSED', 'SNAPPY', 'GZIP', 'ZSTD'];
/** The codec with that name. Throws UNREADABLE, with the name, for all others. */
function parseCodec(name) {
    const codec = CODECS.find((candidate) => candidate === name);
    if (codec === undefined) {
        throw (0,unreadable/* unreadable */.O)(`Parquet compression ${name} is not supported: S3 writes Parquet inventory with SNAPPY`);
    }
    return codec;
}
/**
 * Decompresses a page body to exactly `length` bytes, which are valid only until the next page is decompressed.
 * Throws UNREADABLE if it contains another number of bytes.
 */
function decompressPage(codec, body, length) {
    if (length === 0 && codec !== 'UNCOMPRESSED')
        return new Uint8Array(0);
    let page;
    try {
        page = DECOMPRESSORS[codec](body, length);
    }
    catch (error) {
        throw (0,unreadable/* unreadable */.O)(`a Parquet page cannot be decompressed as ${codec}`, error);
    }
    (0,unreadable/* insist */.R)(page.length === length, `a Parquet page holds ${page.length} bytes where ${length} are announced`);
    return page;
}
const DECOMPRESSORS = {
    UNCOMPRESSED: (body) => body,
    SNAPPY: decompressSnappy,
    GZIP: (body, length) => (0,external_node_zlib_.gunzipSync)(body, { maxOutputLength: length, chunkSize: Math.max(64, length) }),
    ZSTD: (body, length) => (0,external_node_zlib_.zstdDecompressSync)(body, { maxOutputLength: length, chunkSize: Math.max(64, length) }),
};
function decompressSnappy(body, length) {
    const page = (0,column_kernel/* uncompressSnappy */.D9)(body, length);
    if (page === undefined)
        throw (0,unreadable/* unreadable */.O)(`a Snappy page does not hold the ${length} bytes announced`);
    return page;
}

// EXTERNAL MODULE: ./lib/formats/columnar.js
var columnar = __nccwpck_require__(527);
// EXTERNAL MODULE: ./lib/formats/presence.js
var presence = __nccwpck_require__(91);
;// CONCATENATED MODULE: ./lib/formats/parquet/thrift.js
// Parses Thrift's compact protocol strictly: validates what hyparquet trusts in a footer.


/** Parquet's own structures are at most seven levels deep; the limit keeps hostile nesting off the stack. */
const MAX_DEPTH = 16;
const STOP = 0;
/** Reads one struct. Throws UNREADABLE if it is truncated, too deep, beyond 2^53, or has types unused by Parquet. */
function readStruct(cursor, depth = 0) {
    (0,unreadable/* insist */.R)(depth < MAX_DEPTH, 'the Parquet metadata is nested too deeply');
    const fields = new Map();
    let id = 0;
    while (true) {
        const header = (0,formats_cursor/* readByte */.HA)(cursor);
        if (header === STOP)
            return fields;
        id = header >> 4 === 0 ? (0,formats_cursor/* unzigzag */.Sx)((0,formats_cursor/* readVarint */.LS)(cursor)) : id + (header >> 4);
        (0,unreadable/* insist */.R)(!fields.has(id), `the Parquet metadata has field ${id} twice`);
        fields.set(id, readValue(cursor, header & 15, depth));
    }
}
function readValue(cursor, type, depth) {
    switch (type) {
        case 1:
        case 2:
            return type === 1;
        case 3:
            return (0,formats_cursor/* readByte */.HA)(cursor);
        case 4:
        case 5:
        case 6:
            return (0,formats_cursor/* unzigzag */.Sx)((0,formats_cursor/* readVarint */.LS)(cursor));
        case 7:
        case 8:
            return (0,formats_cursor/* readBytes */.io)(cursor, type === 7 ? 8 : (0,formats_cursor/* readVarint */.LS)(cursor));
        case 9:
        case 10:
            return readList(cursor, depth);
        case 12:
            return readStruct(cursor, depth + 1);
        default:
            throw (0,unreadable/* unreadable */.O)(`the Parquet metadata has a field of type ${type}`);
    }
}
function readList(cursor, depth) {
    const header = (0,formats_cursor/* readByte */.HA)(cursor);
    const size = header >> 4 === 15 ? (0,formats_cursor/* readVarint */.LS)(cursor) : header >> 4;
    const type = header & 15;
    // Every element takes at least a byte, so no list can be longer than the remaining bytes.
    (0,unreadable/* insist */.R)(size <= cursor.end - cursor.offset, `a list of ${size} elements is announced in the Parquet metadata`);
    const values = [];
    for (let index = 0; index < size; index += 1) {
        values.push(type <= 2 ? (0,formats_cursor/* readByte */.HA)(cursor) === 1 : readValue(cursor, type, depth + 1));
    }
    return values;
}
/** An integer field; undefined if it is missing. */
function integerAt(struct, id) {
    const value = struct.get(id);
    (0,unreadable/* insist */.R)(value === undefined || typeof value === 'number', `field ${id} of the Parquet metadata is no integer`);
    return value;
}
/** A field that is a struct; undefined if it is missing. */
function structAt(struct, id) {
    const value = struct.get(id);
    (0,unreadable/* insist */.R)(value === undefined || value instanceof Map, `field ${id} of the Parquet metadata is no struct`);
    return value;
}

;// CONCATENATED MODULE: ./lib/formats/parquet/page.js
// Parses the pages of a column chunk: headers, checksums, and the division of a body into null flags and values.






/** Pages of an inventory are about 1 MiB; both sizes are checked against this limit before memory is allocated. */
const MAX_PAGE_BYTES = 64 * 1024 * 1024;
const DATA_PAGE = 0;
const INDEX_PAGE = 1;
const DICTIONARY_PAGE = 2;
const DATA_PAGE_V2 = 3;
const ENCODINGS = [
    'PLAIN',
    'GROUP_VAR_INT',
    'PLAIN_DICTIONARY',
    'RLE',
    'BIT_PACKED',
    'DELTA_BINARY_PACKED',
    'DELTA_LENGTH_BYTE_ARRAY',
    'DELTA_BYTE_ARRAY',
    'RLE_DICTIONARY',
    'BYTE_STREAM_SPLIT',
];
/** Reads the page at the cursor and moves past it. Index pages, which are not used in practice, are rejected. */
function readPage(cursor, form) {
    const header = readStruct(cursor);
    const type = integerAt(header, 1);
    const length = sizeAt(header, 2);
    const body = (0,formats_cursor/* readBytes */.io)(cursor, sizeAt(header, 3));
    const checksum = integerAt(header, 4);
    (0,unreadable/* insist */.R)(checksum === undefined || checksum >>> 0 === (0,external_node_zlib_.crc32)(body), 'a Parquet page does not match its checksum');
    if (type === DATA_PAGE)
        return readDataPage(required(header, 5), form, body, length);
    if (type === DICTIONARY_PAGE)
        return readDictionaryPage(required(header, 7), form, body, length);
    if (type === DATA_PAGE_V2)
        return readDataPageV2(required(header, 8), form, body, length);
    throw (0,unreadable/* unreadable */.O)(type === INDEX_PAGE ? 'a Parquet index page is not supported' : `a Parquet page is of type ${type}`);
}
function readDataPage(header, form, body, length) {
    const rows = countAt(header, 1);
    const encoding = encodingAt(header, 2);
    (0,unreadable/* insist */.R)(!form.optional || encodingAt(header, 3) === 'RLE', 'a Parquet page has definition levels that are not RLE');
    return {
        kind: 'data',
        rows,
        open() {
            const values = (0,formats_cursor/* cursorOver */.Ro)(decompressPage(form.codec, body, length));
            if (!form.optional)
                return { encoding, presence: { flags: undefined, values: rows }, values };
            const bytes = (0,formats_cursor/* readByte */.HA)(values) + (0,formats_cursor/* readByte */.HA)(values) * 0x100 + (0,formats_cursor/* readByte */.HA)(values) * 0x10000 + (0,formats_cursor/* readByte */.HA)(values) * 2 ** 24;
            const levels = (0,formats_cursor/* readBytes */.io)(values, bytes);
            return { encoding, presence: decodePresence(levels, rows), values };
        },
    };
}
function readDataPageV2(header, form, body, length) {
    const rows = countAt(header, 1);
    const nulls = countAt(header, 2);
    (0,unreadable/* insist */.R)(countAt(header, 3) === rows, 'a Parquet page of a flat column has other rows than values');
    const encoding = encodingAt(header, 4);
    const levelBytes = sizeAt(header, 5);
    (0,unreadable/* insist */.R)(sizeAt(header, 6) === 0, 'a Parquet page of a flat column has repetition levels');
    (0,unreadable/* insist */.R)(levelBytes <= body.length && levelBytes <= length, 'the levels of a Parquet page are longer than the page');
    const isCompressed = header.get(7) !== false;
    return {
        kind: 'data',
        rows,
        open() {
            const stored = body.subarray(levelBytes);
            const codec = isCompressed ? form.codec : 'UNCOMPRESSED';
            const values = (0,formats_cursor/* cursorOver */.Ro)(decompressPage(codec, stored, length - levelBytes));
            const presence = form.optional
                ? decodePresence(body.subarray(0, levelBytes), rows)
                : { flags: undefined, values: rows };
            (0,unreadable/* insist */.R)(presence.values + nulls === rows, `a Parquet page declares ${nulls} nulls and has ${rows - presence.values}`);
            return { encoding, presence, values };
        },
    };
}
function readDictionaryPage(header, form, body, length) {
    const entries = countAt(header, 1);
    const encoding = encodingAt(header, 2);
    (0,unreadable/* insist */.R)(encoding === 'PLAIN' || encoding === 'PLAIN_DICTIONARY', `a Parquet dictionary is encoded as ${encoding}`);
    return {
        kind: 'dictionary',
        rows: entries,
        open: () => ({
            encoding: 'PLAIN',
            presence: { flags: undefined, values: entries },
            values: (0,formats_cursor/* cursorOver */.Ro)(decompressPage(form.codec, body, length)),
        }),
    };
}
/** Definition levels of a flat column: 1 for a value, 0 for null. */
function decodePresence(levels, rows) {
    const { flags, ones } = (0,column_kernel/* unpackFlags */.Ei)((0,formats_cursor/* cursorOver */.Ro)(levels), rows);
    return { flags, values: ones };
}
function required(header, id) {
    const struct = structAt(header, id);
    if (struct === undefined)
        throw (0,unreadable/* unreadable */.O)('a Parquet page has no header of its type');
    return struct;
}
function sizeAt(header, id) {
    const size = countAt(header, id);
    (0,unreadable/* insist */.R)(size <= MAX_PAGE_BYTES, `a Parquet page announces ${size} bytes, more than ${MAX_PAGE_BYTES}`);
    return size;
}
function countAt(header, id) {
    const count = integerAt(header, id);
    (0,unreadable/* insist */.R)(count !== undefined && count >= 0, `a Parquet page announces the count ${count}`);
    return count;
}
function encodingAt(header, id) {
    const encoding = ENCODINGS[integerAt(header, id) ?? -1];
    if (encoding === undefined)
        throw (0,unreadable/* unreadable */.O)('a Parquet page has an unknown encoding');
    return encoding;
}

;// CONCATENATED MODULE: ./lib/formats/parquet/text-builder.js
// Combines the texts of many pages into one column with one buffer.

const FIRST_BYTES = 4096;
const MAX_BYTES = 512 * 1024 * 1024;
/** Collects the texts of a known number of rows; rows that are never placed are null. */
class TextBuilder {
    bytes = new Uint8Array(FIRST_BYTES);
    length = 0;
    starts;
    ends;
    constructor(rows) {
        // For null the end is before the start.
        this.starts = new Uint32Array(rows).fill(1);
        this.ends = new Uint32Array(rows);
    }
    /** Copies all bytes of `texts`; returns their new positions. */
    share(texts) {
        const base = this.reserve(texts.bytes.length);
        this.bytes.set(texts.bytes, base);
        const places = { starts: texts.starts.slice(), ends: texts.ends.slice() };
        for (let index = 0; index < places.starts.length; index += 1) {
            places.starts[index] = places.starts[index] + base;
            places.ends[index] = places.ends[index] + base;
        }
        return places;
    }
    /** Sets the rows from `at` on to the shared texts at `positions`; -1 is null. */
    place(at, positions, { starts, ends }) {
        for (let row = 0; row < positions.length; row += 1) {
            const position = positions[row];
            if (position >= 0)
                this.set(at + row, starts[position], ends[position]);
        }
    }
    /** The same with an index into the shared texts for each position. */
    placeIndexed(at, positions, indexes, { starts, ends }) {
        for (let row = 0; row < positions.length; row += 1) {
            if (positions[row] < 0)
                continue;
            const entry = indexes[row];
            this.set(at + row, starts[entry], ends[entry]);
        }
    }
    /** Sets the rows from `at` on to the texts, which can include nulls. */
    append(at, { bytes, starts, ends }) {
        const base = this.reserve(bytes.length);
        this.bytes.set(bytes, base);
        for (let row = 0; row < starts.length; row += 1) {
            this.set(at + row, starts[row] + base, ends[row] + base);
        }
    }
    finish() {
        return { bytes: this.bytes, starts: this.starts, ends: this.ends };
    }
    set(row, start, end) {
        this.starts[row] = start;
        this.ends[row] = end;
    }
    reserve(bytes) {
        const base = this.length;
        this.length += bytes;
        (0,unreadable/* insist */.R)(this.length <= MAX_BYTES, `the texts of a Parquet row group take more than ${MAX_BYTES} bytes`);
        if (this.length > this.bytes.length) {
            const larger = new Uint8Array(Math.max(this.length, Math.min(this.bytes.length * 2, MAX_BYTES)));
            larger.set(this.bytes.subarray(0, base));
            this.bytes = larger;
        }
        return base;
    }
}

// EXTERNAL MODULE: ./lib/formats/kernel/select-rows.js
var select_rows = __nccwpck_require__(790);
;// CONCATENATED MODULE: ./lib/formats/parquet/delta.js
// Decodes Parquet's delta encodings: of integers, of the lengths of texts, and of texts that share their prefixes.


/** Reads exactly `count` integers (DELTA_BINARY_PACKED). Throws UNREADABLE for another count, or beyond 2^53. */
function readDeltaIntegers(cursor, count) {
    const blockValues = (0,formats_cursor/* readVarint */.LS)(cursor);
    const miniblocks = (0,formats_cursor/* readVarint */.LS)(cursor);
    const total = (0,formats_cursor/* readVarint */.LS)(cursor);
    const perMiniblock = blockValues / miniblocks;
    const isSound = blockValues % 128 === 0 && perMiniblock % 32 === 0 && perMiniblock > 0 && blockValues <= 65_536;
    (0,unreadable/* insist */.R)(isSound, `Parquet deltas come in blocks of ${blockValues} values, cut into ${miniblocks}`);
    (0,unreadable/* insist */.R)(total === count, `Parquet deltas hold ${total} values where ${count} are due`);
    const values = new Float64Array(count);
    let value = (0,formats_cursor/* unzigzag */.Sx)((0,formats_cursor/* readVarint */.LS)(cursor));
    if (count > 0)
        values[0] = value;
    let at = 1;
    while (at < count) {
        const minDelta = (0,formats_cursor/* unzigzag */.Sx)((0,formats_cursor/* readVarint */.LS)(cursor));
        const widths = (0,formats_cursor/* readBytes */.io)(cursor, miniblocks);
        for (let index = 0; index < miniblocks && at < count; index += 1) {
            const width = widths[index];
            (0,unreadable/* insist */.R)(width <= 64, `a Parquet delta is ${width} bits wide`);
            const bytes = (0,formats_cursor/* readBytes */.io)(cursor, (perMiniblock * width) / 8);
            const end = Math.min(count, at + perMiniblock);
            for (let bit = 0; at < end; at += 1, bit += width) {
                value += minDelta + readBits(bytes, bit, width);
                if (!Number.isSafeInteger(value))
                    throw (0,unreadable/* unreadable */.O)('a Parquet integer is larger than 2^53');
                values[at] = value;
            }
        }
    }
    return values;
}
/** `width` bits from bit `start` on, lowest first; exact below 2^53. */
function readBits(bytes, start, width) {
    let value = 0;
    for (let done = 0; done < width;) {
        const bit = start + done;
        const take = Math.min(8 - (bit & 7), width - done);
        value += ((bytes[bit >> 3] >> (bit & 7)) & ((1 << take) - 1)) * 2 ** done;
        done += take;
    }
    return value;
}
/** Reads `count` texts whose lengths come first (DELTA_LENGTH_BYTE_ARRAY). */
function readDeltaLengthTexts(cursor, count) {
    const lengths = readLengths(cursor, count);
    const starts = new Uint32Array(count);
    const ends = new Uint32Array(count);
    let end = 0;
    for (let index = 0; index < count; index += 1) {
        starts[index] = end;
        end += lengths[index];
        ends[index] = end;
    }
    return { bytes: (0,formats_cursor/* readBytes */.io)(cursor, end), starts, ends };
}
/** Maximum size of a page of prefix-shared texts once expanded. */
const MAX_UNFOLDED_BYTES = 256 * 1024 * 1024;
/** Reads `count` texts that each repeat a prefix of the previous one (DELTA_BYTE_ARRAY). */
function readDeltaTexts(cursor, count) {
    const prefixes = readLengths(cursor, count);
    const suffixes = readDeltaLengthTexts(cursor, count);
    const total = prefixes.reduce((sum, length) => sum + length, suffixes.bytes.length);
    (0,unreadable/* insist */.R)(total <= MAX_UNFOLDED_BYTES, `Parquet texts of ${total} bytes are announced in one page`);
    const texts = { bytes: new Uint8Array(total), starts: new Uint32Array(count), ends: new Uint32Array(count) };
    let end = 0;
    let lastStart = 0;
    for (let index = 0; index < count; index += 1) {
        const prefix = prefixes[index];
        (0,unreadable/* insist */.R)(prefix <= end - lastStart, 'a Parquet text repeats more than the text before it has');
        texts.bytes.copyWithin(end, lastStart, lastStart + prefix);
        texts.bytes.set(suffixes.bytes.subarray(suffixes.starts[index], suffixes.ends[index]), end + prefix);
        texts.starts[index] = end;
        lastStart = end;
        end += prefix + suffixes.ends[index] - suffixes.starts[index];
        texts.ends[index] = end;
    }
    return texts;
}
function readLengths(cursor, count) {
    const lengths = readDeltaIntegers(cursor, count);
    for (const length of lengths) {
        if (!(length >= 0 && length < 2 ** 31))
            throw (0,unreadable/* unreadable */.O)(`a Parquet text has the length ${length}`);
    }
    return lengths;
}

;// CONCATENATED MODULE: ./lib/formats/parquet/hybrid-runs.js
// Picks a few values from Parquet's run-length / bit-packing hybrid; kernel/ unpacks all values if they are small.


/** The maximum width that bit unpacking supports: 24 bits and 7 left over fit 31. */
const MAX_WIDTH = 24;
/**
 * Of `count` values of `width` bits those at the ascending `positions`; the others are skipped.
 * A position of -1 has no value and yields 0.
 */
function pickHybrid(cursor, width, count, positions) {
    (0,unreadable/* insist */.R)(width <= MAX_WIDTH, `Parquet values of ${width} bits are not supported: inventory has few distinct values`);
    const picked = new Uint32Array(positions.length);
    let next = 0;
    let at = 0;
    while (at < count) {
        const header = (0,formats_cursor/* readVarint */.LS)(cursor);
        const length = Math.floor(header / 2);
        let end;
        if (header % 2 === 0) {
            if (length === 0 || length > count - at)
                throw (0,unreadable/* unreadable */.O)(`a Parquet run of ${length} values is too long`);
            end = at + length;
            const value = readRepeated(cursor, width);
            for (; next < positions.length && positions[next] < end; next += 1)
                picked[next] = value;
        }
        else {
            if (length === 0)
                throw (0,unreadable/* unreadable */.O)('a Parquet run of no groups is announced');
            // Some writers fill whole groups after the values (DuckDB 32), others omit bytes that contain only padding.
            end = Math.min(count, at + length * 8);
            if (Math.ceil(((end - at) * width) / 8) > cursor.end - cursor.offset) {
                throw (0,unreadable/* unreadable */.O)('a Parquet run ends too early');
            }
            for (; next < positions.length && positions[next] < end; next += 1) {
                const position = positions[next];
                if (position >= 0)
                    picked[next] = unpackOne(cursor.bytes, cursor.offset, width, position - at);
            }
            cursor.offset += Math.min(length * width, cursor.end - cursor.offset);
        }
        at = end;
    }
    return picked;
}
/**
 * The value at `index` of a bit-packed run that starts at byte `start`; the caller has checked that its bytes exist.
 */
function unpackOne(bytes, start, width, index) {
    const bit = index * width;
    const at = start + Math.floor(bit / 8);
    const shift = bit % 8;
    let value = bytes[at] >>> shift;
    for (let have = 8 - shift, from = at + 1; have < width; have += 8, from += 1) {
        value |= bytes[from] << have;
    }
    return value & ((1 << width) - 1);
}
function readRepeated(cursor, width) {
    let value = 0;
    for (let shift = 0; shift < width; shift += 8)
        value |= (0,formats_cursor/* readByte */.HA)(cursor) << shift;
    (0,unreadable/* insist */.R)(value < 2 ** width, 'a Parquet run repeats a value wider than its width');
    return value;
}

;// CONCATENATED MODULE: ./lib/formats/parquet/values.js
// Decodes the values of one page, by the column's type.






/** True if the page contains indexes into the chunk's dictionary. */
function isDictionaryEncoded(encoding) {
    return encoding === 'PLAIN_DICTIONARY' || encoding === 'RLE_DICTIONARY';
}
/** The code of each value in a page of dictionary indexes. Throws UNREADABLE for an index past its end. */
function readIndexedCodes({ values, presence }, codeOf) {
    return presence.values === 0 ? new Uint8Array(0) : (0,column_kernel/* unpackRuns */.Td)(values, (0,formats_cursor/* readByte */.HA)(values), presence.values, codeOf);
}
/**
 * Indexes into a dictionary of `entries` for the values at the ascending `positions`; for -1, the index has no meaning.
 * Throws UNREADABLE for an index past the end of the dictionary.
 */
function pickIndexes({ values, presence }, entries, positions) {
    if (presence.values === 0)
        return new Uint32Array(positions.length);
    const indexes = pickHybrid(values, (0,formats_cursor/* readByte */.HA)(values), presence.values, positions);
    for (let at = 0; at < indexes.length; at += 1) {
        if (indexes[at] >= entries)
            throw (0,unreadable/* unreadable */.O)('a Parquet page points behind its dictionary');
    }
    return indexes;
}
/**
 * The texts of a page that does not use the dictionary, or of a dictionary page; with `positions`, which are ascending,
 * only of those values. -1 is null, whose end is before its start.
 */
function readTexts({ encoding, values, presence }, positions) {
    switch (encoding) {
        case 'PLAIN':
            return readPlainTexts(values, presence.values, positions);
        case 'DELTA_LENGTH_BYTE_ARRAY':
            return pickTexts(readDeltaLengthTexts(values, presence.values), positions);
        case 'DELTA_BYTE_ARRAY':
            return pickTexts(readDeltaTexts(values, presence.values), positions);
        default:
            throw (0,unreadable/* unreadable */.O)(`Parquet texts encoded as ${encoding} are not supported`);
    }
}
/** Texts that are not requested take no space. */
function pickTexts(texts, positions) {
    if (positions === undefined)
        return texts;
    const lengthOf = (position) => position < 0 ? 0 : texts.ends[position] - texts.starts[position];
    const bytes = new Uint8Array(positions.reduce((sum, position) => sum + lengthOf(position), 0));
    const starts = new Uint32Array(positions.length).fill(1);
    const ends = new Uint32Array(positions.length);
    let to = 0;
    positions.forEach((position, row) => {
        if (position < 0)
            return;
        bytes.set(texts.bytes.subarray(texts.starts[position], texts.ends[position]), to);
        starts[row] = to;
        to += lengthOf(position);
        ends[row] = to;
    });
    return { bytes, starts, ends };
}
/** Each text follows its length, so all must be passed over to find the wanted ones. */
function readPlainTexts(cursor, count, positions) {
    const { bytes, offset, end } = cursor;
    (0,unreadable/* insist */.R)(count * 4 <= end - offset, `a Parquet page announces ${count} texts`);
    if (positions !== undefined) {
        const picked = (0,select_rows/* pickPlainTexts */.aS)(bytes.subarray(offset, end), count, positions);
        if (picked === undefined)
            throw (0,unreadable/* unreadable */.O)(`a Parquet page does not hold the ${count} texts it announces`);
        return picked;
    }
    const starts = new Uint32Array(count);
    const ends = new Uint32Array(count);
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    let at = offset;
    for (let index = 0; index < count; index += 1) {
        if (at > end - 4)
            throw (0,unreadable/* unreadable */.O)('the texts of a Parquet page end too early');
        const length = view.getUint32(at, true);
        if (length > end - at - 4)
            throw (0,unreadable/* unreadable */.O)(`a Parquet text of ${length} bytes is announced`);
        starts[index] = at + 4;
        ends[index] = at + 4 + length;
        at += 4 + length;
    }
    (0,unreadable/* insist */.R)(at === end, 'a Parquet page goes on after its texts');
    return { bytes, starts, ends };
}
/**
 * The numbers of a page at the `positions`, which are among those stored; NaN for -1. Integers are unchanged,
 * timestamps are epoch milliseconds rounded up.
 */
function readNumbers(content, element, positions) {
    const { encoding, values, presence } = content;
    const unit = unitOf(element);
    if (encoding === 'PLAIN' && element.type === 'INT64' && unit !== 'NANOS') {
        const picked = (0,select_rows/* pickPlainIntegers */.HI)(takePlain(values, presence.values * 8), positions);
        if (picked === undefined)
            throw (0,unreadable/* unreadable */.O)('a Parquet integer is larger than 2^53');
        return unit === 'MICROS' ? picked.map(scaleOf(element)) : picked;
    }
    const numberAt = openNumbers(content, element);
    return Float64Array.from(positions, (position) => (position < 0 ? Number.NaN : numberAt(position)));
}
/** All other numbers: few are wanted, so each is read on demand. */
function openNumbers({ encoding, values, presence }, element) {
    const count = presence.values;
    if (encoding === 'DELTA_BINARY_PACKED' && element.type !== 'INT96') {
        const toNumber = scaleOf(element);
        const integers = count === 0 ? new Float64Array(0) : readDeltaIntegers(values, count);
        return (position) => toNumber(integers[position]);
    }
    if (encoding !== 'PLAIN')
        throw (0,unreadable/* unreadable */.O)(`Parquet numbers encoded as ${encoding} are not supported`);
    const width = widthOf(element);
    const bytes = takePlain(values, count * width);
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    if (element.type === 'INT32')
        return (position) => view.getInt32(position * width, true);
    if (element.type === 'INT96')
        return (position) => readInt96(view, position * width);
    return (position) => readNanoseconds(view, position * width);
}
/** The bytes of all numbers; the page must not have more. */
function takePlain(values, length) {
    const bytes = (0,formats_cursor/* readBytes */.io)(values, length);
    (0,unreadable/* insist */.R)(values.offset === values.end, 'a Parquet page goes on after its numbers');
    return bytes;
}
function widthOf({ type }) {
    if (type === 'INT32')
        return 4;
    return type === 'INT96' ? 12 : 8;
}
function readInt64(view, at) {
    const value = view.getInt32(at + 4, true) * 2 ** 32 + view.getUint32(at, true);
    if (!Number.isSafeInteger(value))
        throw (0,unreadable/* unreadable */.O)('a Parquet integer is larger than 2^53');
    return value;
}
/** Current times in nanoseconds are beyond 2^53. */
function readNanoseconds(view, at) {
    const nanoseconds = view.getBigInt64(at, true);
    const floor = nanoseconds / 1000000n;
    return Number(floor * 1000000n < nanoseconds ? floor + 1n : floor);
}
const MS_PER_DAY = 86_400_000;
const JULIAN_DAY_OF_1970 = 2_440_588;
/** The old timestamp of Hive and Impala: nanoseconds of the day, then the Julian day. */
function readInt96(view, at) {
    const nanoseconds = readInt64(view, at);
    (0,unreadable/* insist */.R)(nanoseconds >= 0 && nanoseconds < MS_PER_DAY * 1e6, 'a Parquet timestamp has more than a day of nanoseconds');
    return (view.getInt32(at + 8, true) - JULIAN_DAY_OF_1970) * MS_PER_DAY + Math.ceil(nanoseconds / 1e6);
}
function unitOf({ logical_type: logical, converted_type: converted }) {
    if (logical?.type === 'TIMESTAMP')
        return logical.unit;
    return converted?.startsWith('TIMESTAMP_') === true ? converted.slice('TIMESTAMP_'.length) : undefined;
}
function scaleOf(element) {
    switch (unitOf(element)) {
        case 'MICROS':
            return (value) => Math.ceil(value / 1000);
        case 'NANOS':
            return (value) => Math.ceil(value / 1_000_000);
        default:
            return (value) => value;
    }
}
/** Booleans, 0 or 1 each. */
function readFlags({ encoding, values, presence }) {
    if (encoding === 'RLE') {
        // Run-length booleans carry their own length, even when compressed.
        (0,formats_cursor/* readBytes */.io)(values, 4);
        return (0,column_kernel/* unpackRuns */.Td)(values, 1, presence.values);
    }
    if (encoding !== 'PLAIN')
        throw (0,unreadable/* unreadable */.O)(`Parquet booleans encoded as ${encoding} are not supported`);
    const flags = new Uint8Array(presence.values);
    const bits = (0,formats_cursor/* readBytes */.io)(values, Math.ceil(flags.length / 8));
    (0,unreadable/* insist */.R)(values.offset === values.end, 'a Parquet page goes on after its booleans');
    unpackFlags(bits, flags);
    return flags;
}
/** Bit by bit, but eight equal ones at once: flags nearly always come in long runs of equal values. */
function unpackFlags(bits, flags) {
    const whole = flags.length >> 3;
    for (let byte = 0; byte < whole; byte += 1) {
        const eight = bits[byte];
        if (eight === 0)
            continue;
        const at = byte * 8;
        if (eight === 0xff)
            flags.fill(1, at, at + 8);
        else
            for (let bit = 0; bit < 8; bit += 1)
                flags[at + bit] = (eight >> bit) & 1;
    }
    for (let at = whole * 8; at < flags.length; at += 1)
        flags[at] = (bits[at >> 3] >> (at & 7)) & 1;
}

;// CONCATENATED MODULE: ./lib/formats/parquet/column-chunk.js
// Combines the pages of a column chunk into one column: dictionary first, then each page at its rows.







/**
 * Visits the pages in order and passes on the dictionary and each page that has wanted rows.
 * Throws UNREADABLE unless the pages contain exactly the expected rows.
 */
function visitPages(chunk, wanted, onDictionary, onPage) {
    let at = 0;
    let pagesSeen = 0;
    for (const part of chunk.parts) {
        const cursor = (0,formats_cursor/* cursorOver */.Ro)(part.bytes);
        let row = part.firstRow;
        while (cursor.offset < cursor.end) {
            const page = readPage(cursor, chunk.form);
            pagesSeen += 1;
            if (page.kind === 'dictionary') {
                (0,unreadable/* insist */.R)(pagesSeen === 1, `the Parquet column ${chunk.name} has a dictionary behind other pages`);
                onDictionary(page.open(), page.rows);
                continue;
            }
            const end = row + page.rows;
            (0,unreadable/* insist */.R)(end <= part.firstRow + part.rows, `the pages of the Parquet column ${chunk.name} have too many rows`);
            const next = wanted === undefined ? end : firstAtOrAfter(wanted, end, at);
            if (next > at) {
                const rows = wanted === undefined ? undefined : wanted.subarray(at, next);
                onPage({ content: page.open(), at, rows: page.rows, wanted: rows, firstRow: row });
                at = next;
            }
            row = end;
        }
        (0,unreadable/* insist */.R)(row === part.firstRow + part.rows, `the pages of the Parquet column ${chunk.name} have too few rows`);
    }
    (0,unreadable/* insist */.R)(at === (wanted?.length ?? chunk.rows), `the Parquet column ${chunk.name} has other rows than its row group`);
}
/** Position in the ascending `wanted` of the first row that is not before `row`. */
function firstAtOrAfter(wanted, row, from) {
    let low = from;
    let high = wanted.length;
    while (low < high) {
        const middle = (low + high) >>> 1;
        if (wanted[middle] < row)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}
function positionsIn({ content, rows, wanted, firstRow }) {
    return (0,presence/* locateValues */.p)(content.presence, rows, wanted, firstRow);
}
function decodeTexts(chunk, wanted) {
    const texts = new TextBuilder(wanted?.length ?? chunk.rows);
    let dictionary;
    visitPages(chunk, wanted, (content) => {
        dictionary = texts.share(readTexts(content));
    }, (page) => {
        const positions = positionsIn(page);
        if (!isDictionaryEncoded(page.content.encoding)) {
            if (wanted === undefined)
                texts.place(page.at, positions, texts.share(readTexts(page.content)));
            else
                texts.append(page.at, readTexts(page.content, positions));
            return;
        }
        const entries = column_chunk_required(dictionary, chunk);
        texts.placeIndexed(page.at, positions, pickIndexes(page.content, entries.starts.length, positions), entries);
    });
    return texts.finish();
}
/** A code per row. */
function decodeCodes(chunk, wanted) {
    const codes = new Uint8Array(wanted?.length ?? chunk.rows);
    const intern = (0,columnar/* internValues */.vk)();
    const codeTexts = ({ bytes, starts, ends }) => Uint8Array.from(starts, (start, index) => intern.code((0,columnar/* decodeUtf8 */._6)(bytes, start, ends[index])));
    let dictionary;
    visitPages(chunk, wanted, (content) => {
        dictionary = codeTexts(readTexts(content));
    }, (page) => {
        const { content } = page;
        const stored = isDictionaryEncoded(content.encoding)
            ? readIndexedCodes(content, column_chunk_required(dictionary, chunk))
            : codeTexts(readTexts(content));
        placePage(page, stored, codes, content.presence.flags === undefined ? 0 : intern.code(undefined));
    });
    return { codes, values: intern.values };
}
function decodeNumbers(chunk, wanted) {
    const numbers = new Float64Array(wanted?.length ?? chunk.rows);
    let dictionary;
    visitPages(chunk, wanted, (content, entries) => {
        const all = Int32Array.from({ length: entries }, (_, entry) => entry);
        dictionary = readNumbers(content, chunk.element, all);
    }, (page) => {
        const positions = positionsIn(page);
        if (isDictionaryEncoded(page.content.encoding)) {
            const entries = column_chunk_required(dictionary, chunk);
            const indexes = pickIndexes(page.content, entries.length, positions);
            for (let row = 0; row < positions.length; row += 1) {
                numbers[page.at + row] =
                    positions[row] < 0 ? Number.NaN : entries[indexes[row]];
            }
            return;
        }
        numbers.set(readNumbers(page.content, chunk.element, positions), page.at);
    });
    return numbers;
}
function decodeFlags(chunk, wanted) {
    const flags = new Uint8Array(wanted?.length ?? chunk.rows);
    const refuse = () => {
        throw (0,unreadable/* unreadable */.O)(`the Parquet column ${chunk.name} has a dictionary of booleans`);
    };
    visitPages(chunk, wanted, refuse, (page) => placePage(page, readFlags(page.content), flags, columnar/* NULL_FLAG */.xh));
    return flags;
}
/** Puts a page's stored values at the positions of its rows (its wanted rows) in `target`. */
function placePage(page, stored, target, nullValue) {
    const { content, at, rows, wanted, firstRow } = page;
    const due = target.subarray(at, at + (wanted?.length ?? rows));
    (0,presence/* placeValues */.K)(stored, content.presence, nullValue, due, wanted, firstRow);
}
function column_chunk_required(dictionary, chunk) {
    if (dictionary === undefined)
        throw (0,unreadable/* unreadable */.O)(`the Parquet column ${chunk.name} points to a dictionary it lacks`);
    return dictionary;
}

;// CONCATENATED MODULE: ./node_modules/hyparquet/src/constants.js

/** @type {import('../src/types.d.ts').ParquetType[]} */
const ParquetTypes = [
  'BOOLEAN',
  'INT32',
  'INT64',
  'INT96', // deprecated
  'FLOAT',
  'DOUBLE',
  'BYTE_ARRAY',
  'FIXED_LEN_BYTE_ARRAY',
]

/** @type {import('../src/types.d.ts').Encoding[]} */
const Encodings = [
  'PLAIN',
  'GROUP_VAR_INT', // deprecated
  'PLAIN_DICTIONARY',
  'RLE',
  'BIT_PACKED', // deprecated
  'DELTA_BINARY_PACKED',
  'DELTA_LENGTH_BYTE_ARRAY',
  'DELTA_BYTE_ARRAY',
  'RLE_DICTIONARY',
  'BYTE_STREAM_SPLIT',
]

/** @type {import('../src/types.d.ts').FieldRepetitionType[]} */
const FieldRepetitionTypes = [
  'REQUIRED',
  'OPTIONAL',
  'REPEATED',
]

/** @type {import('../src/types.d.ts').ConvertedType[]} */
const ConvertedTypes = [
  'UTF8',
  'MAP',
  'MAP_KEY_VALUE',
  'LIST',
  'ENUM',
  'DECIMAL',
  'DATE',
  'TIME_MILLIS',
  'TIME_MICROS',
  'TIMESTAMP_MILLIS',
  'TIMESTAMP_MICROS',
  'UINT_8',
  'UINT_16',
  'UINT_32',
  'UINT_64',
  'INT_8',
  'INT_16',
  'INT_32',
  'INT_64',
  'JSON',
  'BSON',
  'INTERVAL',
]

/** @type {import('../src/types.d.ts').CompressionCodec[]} */
const CompressionCodecs = [
  'UNCOMPRESSED',
  'SNAPPY',
  'GZIP',
  'LZO',
  'BROTLI',
  'LZ4',
  'ZSTD',
  'LZ4_RAW',
]

/** @type {import('../src/types.d.ts').PageType[]} */
const PageTypes = [
  'DATA_PAGE',
  'INDEX_PAGE',
  'DICTIONARY_PAGE',
  'DATA_PAGE_V2',
]

/** @type {import('../src/types.d.ts').BoundaryOrder[]} */
const BoundaryOrders = (/* unused pure expression or super */ null && ([
  'UNORDERED',
  'ASCENDING',
  'DESCENDING',
]))

/** @type {import('../src/types.d.ts').EdgeInterpolationAlgorithm[]} */
const EdgeInterpolationAlgorithms = [
  'SPHERICAL',
  'VINCENTY',
  'THOMAS',
  'ANDOYER',
  'KARNEY',
]

;// CONCATENATED MODULE: ./node_modules/hyparquet/src/wkb.js
/**
 * WKB (Well-Known Binary) decoder for geometry objects.
 *
 * @param {DataReader} reader
 * @returns {Geometry} geometry object
 */
function wkbToGeojson(reader) {
  const flags = getFlags(reader)

  if (flags.type === 1) { // Point
    return { type: 'Point', coordinates: readPosition(reader, flags) }
  } else if (flags.type === 2) { // LineString
    return { type: 'LineString', coordinates: readLine(reader, flags) }
  } else if (flags.type === 3) { // Polygon
    return { type: 'Polygon', coordinates: readPolygon(reader, flags) }
  } else if (flags.type === 4) { // MultiPoint
    const points = []
    for (let i = 0; i < flags.count; i++) {
      points.push(readPosition(reader, getFlags(reader)))
    }
    return { type: 'MultiPoint', coordinates: points }
  } else if (flags.type === 5) { // MultiLineString
    const lines = []
    for (let i = 0; i < flags.count; i++) {
      lines.push(readLine(reader, getFlags(reader)))
    }
    return { type: 'MultiLineString', coordinates: lines }
  } else if (flags.type === 6) { // MultiPolygon
    const polygons = []
    for (let i = 0; i < flags.count; i++) {
      polygons.push(readPolygon(reader, getFlags(reader)))
    }
    return { type: 'MultiPolygon', coordinates: polygons }
  } else if (flags.type === 7) { // GeometryCollection
    const geometries = []
    for (let i = 0; i < flags.count; i++) {
      geometries.push(wkbToGeojson(reader))
    }
    return { type: 'GeometryCollection', geometries }
  } else {
    throw new Error(`Unsupported geometry type: ${flags.type}`)
  }
}

/**
 * Extract ISO WKB flags and base geometry type.
 *
 * @param {DataReader} reader
 * @returns {WkbFlags}
 */
function getFlags(reader) {
  const { view } = reader
  const littleEndian = view.getUint8(reader.offset++) === 1
  const rawType = view.getUint32(reader.offset, littleEndian)
  reader.offset += 4

  const type = rawType % 1000
  const flags = Math.floor(rawType / 1000)

  let count = 0
  if (type > 1 && type <= 7) {
    count = view.getUint32(reader.offset, littleEndian)
    reader.offset += 4
  }

  // XY, XYZ, XYM, XYZM
  let dim = 2
  if (flags) dim++
  if (flags === 3) dim++

  return { littleEndian, type, dim, count }
}

/**
 * @param {DataReader} reader
 * @param {WkbFlags} flags
 * @returns {number[]}
 */
function readPosition(reader, flags) {
  const points = []
  for (let i = 0; i < flags.dim; i++) {
    const coord = reader.view.getFloat64(reader.offset, flags.littleEndian)
    reader.offset += 8
    points.push(coord)
  }
  return points
}

/**
 * @param {DataReader} reader
 * @param {WkbFlags} flags
 * @returns {number[][]}
 */
function readLine(reader, flags) {
  const points = []
  for (let i = 0; i < flags.count; i++) {
    points.push(readPosition(reader, flags))
  }
  return points
}

/**
 * @param {DataReader} reader
 * @param {WkbFlags} flags
 * @returns {number[][][]}
 */
function readPolygon(reader, flags) {
  const { view } = reader
  const rings = []
  for (let r = 0; r < flags.count; r++) {
    const count = view.getUint32(reader.offset, flags.littleEndian)
    reader.offset += 4
    rings.push(readLine(reader, { ...flags, count }))
  }
  return rings
}

/**
 * @typedef {object} WkbFlags
 * @property {boolean} littleEndian
 * @property {number} type
 * @property {number} dim
 * @property {number} count
 */

/**
 * @import {DataReader, Geometry} from '../src/types.js'
 */

;// CONCATENATED MODULE: ./node_modules/hyparquet/src/convert.js


/**
 * @import {ColumnDecoder, DecodedArray, Encoding, ParquetParsers} from '../src/types.js'
 */

const decoder = new TextDecoder()

/**
 * Default type parsers when no custom ones are given
 * @type ParquetParsers
 */
const DEFAULT_PARSERS = {
  timestampFromMilliseconds(millis) {
    return new Date(Number(millis))
  },
  timestampFromMicroseconds(micros) {
    return new Date(Number(micros / 1000n))
  },
  timestampFromNanoseconds(nanos) {
    return new Date(Number(nanos / 1000000n))
  },
  dateFromDays(days) {
    return new Date(days * 86400000)
  },
  stringFromBytes(bytes) {
    return bytes && decoder.decode(bytes)
  },
  jsonFromBytes(bytes) {
    return bytes && JSON.parse(decoder.decode(bytes))
  },
  geometryFromBytes(bytes) {
    return bytes && wkbToGeojson({ view: new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength), offset: 0 })
  },
  geographyFromBytes(bytes) {
    return bytes && wkbToGeojson({ view: new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength), offset: 0 })
  },
  uuidFromBytes(bytes) {
    if (!bytes) return undefined
    const hex = Array.from(bytes, b => b.toString(16).padStart(2, '0')).join('')
    return hex.slice(0, 8) + '-' + hex.slice(8, 12) + '-' + hex.slice(12, 16) + '-' + hex.slice(16, 20) + '-' + hex.slice(20, 32)
  },
}

/**
 * Convert known types from primitive to rich, and dereference dictionary.
 *
 * @param {DecodedArray} data series of primitive types
 * @param {DecodedArray | undefined} dictionary
 * @param {Encoding} encoding
 * @param {ColumnDecoder} columnDecoder
 * @returns {DecodedArray} series of rich types
 */
function convertWithDictionary(data, dictionary, encoding, columnDecoder) {
  if (dictionary && encoding.endsWith('_DICTIONARY')) {
    let output = data
    if (data instanceof Uint8Array && !(dictionary instanceof Uint8Array)) {
      // @ts-expect-error upgrade data to match dictionary type with fancy constructor
      output = new dictionary.constructor(data.length)
    }
    for (let i = 0; i < data.length; i++) {
      output[i] = dictionary[data[i]]
    }
    return output
  } else {
    return convert(data, columnDecoder)
  }
}

/**
 * Convert known types from primitive to rich.
 *
 * @param {DecodedArray} data series of primitive types
 * @param {ColumnDecoder} columnDecoder
 * @returns {DecodedArray} series of rich types
 */
function convert(data, columnDecoder) {
  const { element, parsers, utf8 = true, schemaPath } = columnDecoder
  const { type, converted_type: ctype, logical_type: ltype } = element
  const nullable = element.repetition_type !== 'REQUIRED'

  // Skip utf8 conversion for plain BYTE_ARRAY inside VARIANT
  const isVariant = schemaPath?.some(s => s.element.logical_type?.type === 'VARIANT')
  if (isVariant && type === 'BYTE_ARRAY' && ctype !== 'UTF8' && ltype?.type !== 'STRING') {
    return data
  }
  if (ctype === 'DECIMAL') {
    const scale = element.scale || 0
    const factor = 10 ** -scale
    const arr = new Array(data.length)
    for (let i = 0; i < arr.length; i++) {
      if (data[i] instanceof Uint8Array) {
        arr[i] = parseDecimal(data[i]) * factor
      } else {
        arr[i] = Number(data[i]) * factor
      }
    }
    return arr
  }
  if (!ctype && type === 'INT96') {
    return Array.from(data).map(v => parsers.timestampFromNanoseconds(parseInt96Nanos(v)))
  }
  if (ctype === 'DATE') {
    return Array.from(data).map(v => parsers.dateFromDays(v))
  }
  if (ctype === 'TIMESTAMP_MILLIS') {
    return Array.from(data).map(v => parsers.timestampFromMilliseconds(v))
  }
  if (ctype === 'TIMESTAMP_MICROS') {
    return Array.from(data).map(v => parsers.timestampFromMicroseconds(v))
  }
  if (ctype === 'JSON') {
    return data.map(v => parsers.jsonFromBytes(v))
  }
  if (ctype === 'BSON') {
    throw new Error('parquet bson not supported')
  }
  if (ctype === 'INTERVAL') {
    throw new Error('parquet interval not supported')
  }
  if (ltype?.type === 'GEOMETRY') {
    return data.map(v => parsers.geometryFromBytes(v))
  }
  if (ltype?.type === 'GEOGRAPHY') {
    return data.map(v => parsers.geographyFromBytes(v))
  }
  if (ltype?.type === 'UUID') {
    return data.map(v => parsers.uuidFromBytes(v))
  }
  if (ctype === 'UTF8' || ltype?.type === 'STRING' || utf8 && type === 'BYTE_ARRAY') {
    return data.map(v => parsers.stringFromBytes(v))
  }
  if (ctype === 'UINT_64' || ltype?.type === 'INTEGER' && ltype.bitWidth === 64 && !ltype.isSigned) {
    if (data instanceof BigInt64Array) return new BigUint64Array(data.buffer, data.byteOffset, data.length)
    const arr = nullable ? new Array(data.length) : new BigUint64Array(data.length)
    for (let i = 0; i < arr.length; i++) arr[i] = data[i]
    return arr
  }
  if (ctype === 'UINT_32' || ltype?.type === 'INTEGER' && ltype.bitWidth === 32 && !ltype.isSigned) {
    if (data instanceof Int32Array) return new Uint32Array(data.buffer, data.byteOffset, data.length)
    const arr = nullable ? new Array(data.length) : new Uint32Array(data.length)
    for (let i = 0; i < arr.length; i++) {
      arr[i] = data[i] < 0 ? 4294967296 + data[i] : data[i]
    }
    return arr
  }
  if (ltype?.type === 'FLOAT16') {
    return Array.from(data).map(parseFloat16)
  }
  if (ltype?.type === 'TIMESTAMP') {
    const { unit } = ltype
    /** @type {ParquetParsers[keyof ParquetParsers]} */
    let parser = parsers.timestampFromMilliseconds
    if (unit === 'MICROS') parser = parsers.timestampFromMicroseconds
    if (unit === 'NANOS') parser = parsers.timestampFromNanoseconds
    const arr = new Array(data.length)
    for (let i = 0; i < arr.length; i++) {
      arr[i] = parser(data[i])
    }
    return arr
  }
  return data
}

/**
 * @param {Uint8Array} bytes
 * @returns {number}
 */
function parseDecimal(bytes) {
  if (!bytes.length) return 0

  let value = 0n
  for (const byte of bytes) {
    value = value * 256n + BigInt(byte)
  }

  // handle signed
  const bits = bytes.length * 8
  if (value >= 2n ** BigInt(bits - 1)) {
    value -= 2n ** BigInt(bits)
  }

  return Number(value)
}

/**
 * Converts INT96 date format (hi 32bit days, lo 64bit nanos) to nanos since epoch
 * @param {bigint} value
 * @returns {bigint}
 */
function parseInt96Nanos(value) {
  const days = (value >> 64n) - 2440588n
  const nano = value & 0xffffffffffffffffn
  return days * 86400000000000n + nano
}

/**
 * @param {Uint8Array | undefined} bytes
 * @returns {number | undefined}
 */
function parseFloat16(bytes) {
  if (!bytes) return undefined
  const int16 = bytes[1] << 8 | bytes[0]
  const sign = int16 >> 15 ? -1 : 1
  const exp = int16 >> 10 & 0x1f
  const frac = int16 & 0x3ff
  if (exp === 0) return sign * 2 ** -14 * (frac / 1024) // subnormals
  if (exp === 0x1f) return frac ? NaN : sign * Infinity
  return sign * 2 ** (exp - 15) * (1 + frac / 1024)
}

;// CONCATENATED MODULE: ./node_modules/hyparquet/src/thrift.js
/**
 * @import {DataReader, ThriftObject, ThriftType} from '../src/types.js'
 */

// TCompactProtocol types
const thrift_STOP = 0
const TRUE = 1
const FALSE = 2
const BYTE = 3
const I16 = 4
const I32 = 5
const I64 = 6
const DOUBLE = 7
const BINARY = 8
const LIST = 9
const STRUCT = 12

/**
 * Parse TCompactProtocol
 *
 * @param {DataReader} reader
 * @returns {{ [key: `field_${number}`]: any }}
 */
function deserializeTCompactProtocol(reader) {
  /** @type {ThriftObject} */
  const value = {}
  let fid = 0

  while (true) {
    if (reader.offset >= reader.view.byteLength) throw new Error('thrift struct ended without STOP')
    // Parse each field based on its type and add to the result object
    const byte = reader.view.getUint8(reader.offset++)
    const type = byte & 0x0f
    if (type === thrift_STOP) break
    const delta = byte >> 4
    fid = delta ? fid + delta : readZigZag(reader)
    value[`field_${fid}`] = readElement(reader, type)
  }

  return value
}

/**
 * Read a single element based on its type
 *
 * @param {DataReader} reader
 * @param {number} type
 * @returns {ThriftType}
 */
function readElement(reader, type) {
  switch (type) {
  case TRUE:
    return true
  case FALSE:
    return false
  case BYTE:
    return reader.view.getInt8(reader.offset++)
  case I16:
  case I32:
    return readZigZag(reader)
  case I64:
    return readZigZagBigInt(reader)
  case DOUBLE: {
    const value = reader.view.getFloat64(reader.offset, true)
    reader.offset += 8
    return value
  }
  case BINARY: {
    const stringLength = readVarInt(reader)
    if (reader.offset + stringLength > reader.view.byteLength) {
      throw new Error(`thrift binary length ${stringLength} exceeds remaining ${reader.view.byteLength - reader.offset} bytes`)
    }
    const strBytes = new Uint8Array(reader.view.buffer, reader.view.byteOffset + reader.offset, stringLength)
    reader.offset += stringLength
    return strBytes
  }
  case LIST: {
    const byte = reader.view.getUint8(reader.offset++)
    const elemType = byte & 0x0f
    let listSize = byte >> 4
    if (listSize === 15) {
      listSize = readVarInt(reader)
    }
    const boolType = elemType === TRUE || elemType === FALSE
    const values = new Array(listSize)
    for (let i = 0; i < listSize; i++) {
      values[i] = boolType ? readElement(reader, BYTE) === 1 : readElement(reader, elemType)
    }
    return values
  }
  case STRUCT:
    // main function handles struct parsing
    return deserializeTCompactProtocol(reader)
  default:
    // MAP, SET, UUID not used by parquet
    throw new Error(`thrift unhandled type: ${type}`)
  }
}

/**
 * Read varint aka Unsigned LEB128.
 *
 * @param {DataReader} reader
 * @returns {number}
 */
function readVarInt(reader) {
  let result = 0
  let shift = 0
  while (true) {
    // Read groups of 7 low bits until high bit is 0
    const byte = reader.view.getUint8(reader.offset++)
    result |= (byte & 0x7f) << shift
    if (!(byte & 0x80)) {
      return result
    }
    shift += 7
  }
}

/**
 * Read a varint as a bigint.
 *
 * @param {DataReader} reader
 * @returns {bigint}
 */
function readVarBigInt(reader) {
  let result = 0n
  let shift = 0n
  while (true) {
    const byte = reader.view.getUint8(reader.offset++)
    result |= BigInt(byte & 0x7f) << shift
    if (!(byte & 0x80)) {
      return result
    }
    shift += 7n
  }
}

/**
 * Read a zigzag number.
 * Zigzag folds positive and negative numbers into the positive number space.
 *
 * @param {DataReader} reader
 * @returns {number}
 */
function readZigZag(reader) {
  const zigzag = readVarInt(reader)
  return zigzag >>> 1 ^ -(zigzag & 1)
}

/**
 * Read a zigzag bigint.
 *
 * @param {DataReader} reader
 * @returns {bigint}
 */
function readZigZagBigInt(reader) {
  const zigzag = readVarBigInt(reader)
  return zigzag >> 1n ^ -(zigzag & 1n)
}

;// CONCATENATED MODULE: ./node_modules/hyparquet/src/geoparquet.js
/**
 * @param {SchemaElement[]} schema
 * @param {KeyValue[] | undefined} key_value_metadata
 * @returns {void}
 */
function markGeoColumns(schema, key_value_metadata) {
  // Prepare the list of GeoParquet columns
  /** @type {Map<string, LogicalType>} */
  const columns = new Map()
  const geo = key_value_metadata?.find(({ key }) => key === 'geo')?.value
  const decodedColumns = (geo && JSON.parse(geo)?.columns) ?? {}
  for (const [name, column] of Object.entries(decodedColumns)) {
    if (column.encoding !== 'WKB') continue

    const type = column.edges === 'spherical' ? 'GEOGRAPHY' : 'GEOMETRY'
    const id = column.crs?.id ?? column.crs?.ids?.[0]
    const crs = id ? `${id.authority}:${id.code.toString()}` : undefined
    // Note: we can't infer GEOGRAPHY's algorithm from GeoParquet
    columns.set(name, { type, crs })
  }

  // Mark schema elements with logical type
  // Only look at root-level columns of type BYTE_ARRAY without existing logical_type
  for (let i = 1; i < schema.length; i++) { // skip root
    const { logical_type, name, num_children, type } = schema[i]
    if (num_children) {
      i += num_children
      continue // skip the element and its children
    }
    if (type === 'BYTE_ARRAY' && !logical_type) {
      schema[i].logical_type = columns.get(name)
    }
  }
}

/**
 * @import {KeyValue, LogicalType, SchemaElement} from '../src/types.js'
 */

;// CONCATENATED MODULE: ./node_modules/hyparquet/src/metadata.js






/**
 * @import {AsyncBuffer, FileMetaData, KeyValue, LogicalType, MetadataOptions, MinMaxType, ParquetParsers, SchemaElement, SchemaTree, Statistics, TimeUnit} from '../src/types.js'
 */

const defaultInitialFetchSize = (/* unused pure expression or super */ null && (1 << 19)) // 512kb

const metadata_decoder = new TextDecoder()
function decode(/** @type {Uint8Array} */ value) {
  return value && metadata_decoder.decode(value)
}

/**
 * Read parquet metadata from an async buffer.
 *
 * An AsyncBuffer is like an ArrayBuffer, but the slices are loaded
 * asynchronously, possibly over the network.
 *
 * You must provide the byteLength of the buffer, typically from a HEAD request.
 *
 * In theory, you could use suffix-range requests to fetch the end of the file,
 * and save a round trip. But in practice, this doesn't work because chrome
 * deems suffix-range requests as a not-safe-listed header, and will require
 * a pre-flight. So the byteLength is required.
 *
 * To make this efficient, we initially request the last 512kb of the file,
 * which is likely to contain the metadata. If the metadata length exceeds the
 * initial fetch, 512kb, we request the rest of the metadata from the AsyncBuffer.
 *
 * This ensures that we either make one 512kb initial request for the metadata,
 * or a second request for up to the metadata size.
 *
 * @param {AsyncBuffer} asyncBuffer parquet file contents
 * @param {MetadataOptions & { initialFetchSize?: number }} options initial fetch size in bytes (default 512kb)
 * @returns {Promise<FileMetaData>} parquet metadata object
 */
async function parquetMetadataAsync(asyncBuffer, { parsers, initialFetchSize = defaultInitialFetchSize, geoparquet = true } = {}) {
  if (!asyncBuffer || !(asyncBuffer.byteLength >= 0)) throw new Error('parquet expected AsyncBuffer')

  // fetch last bytes (footer) of the file
  const footerOffset = Math.max(0, asyncBuffer.byteLength - initialFetchSize)
  const footerBuffer = await asyncBuffer.slice(footerOffset, asyncBuffer.byteLength)

  // Check for parquet magic number "PAR1"
  const footerView = new DataView(footerBuffer)
  if (footerView.getUint32(footerBuffer.byteLength - 4, true) !== 0x31524150) {
    throw new Error('parquet file invalid (footer != PAR1)')
  }

  // Parquet files store metadata at the end of the file
  // Metadata length is 4 bytes before the last PAR1
  const metadataLength = footerView.getUint32(footerBuffer.byteLength - 8, true)
  if (metadataLength > asyncBuffer.byteLength - 8) {
    throw new Error(`parquet metadata length ${metadataLength} exceeds available buffer ${asyncBuffer.byteLength - 8}`)
  }

  // check if metadata size fits inside the initial fetch
  if (metadataLength + 8 > initialFetchSize) {
    // fetch the rest of the metadata
    const metadataOffset = asyncBuffer.byteLength - metadataLength - 8
    const metadataBuffer = await asyncBuffer.slice(metadataOffset, footerOffset)
    // combine initial fetch with the new slice
    const combinedBuffer = new ArrayBuffer(metadataLength + 8)
    const combinedView = new Uint8Array(combinedBuffer)
    combinedView.set(new Uint8Array(metadataBuffer))
    combinedView.set(new Uint8Array(footerBuffer), footerOffset - metadataOffset)
    return parquetMetadata(combinedBuffer, { parsers, geoparquet })
  } else {
    // parse metadata from the footer
    return parquetMetadata(footerBuffer, { parsers, geoparquet })
  }
}

/**
 * Read parquet metadata from a buffer synchronously.
 *
 * @param {ArrayBuffer | Uint8Array} arrayBuffer parquet file footer
 * @param {MetadataOptions} options metadata parsing options
 * @returns {FileMetaData} parquet metadata object
 */
function parquetMetadata(arrayBuffer, { parsers, geoparquet = true } = {}) {
  let view
  if (arrayBuffer instanceof ArrayBuffer) {
    view = new DataView(arrayBuffer)
  } else if (arrayBuffer instanceof Uint8Array) {
    view = new DataView(arrayBuffer.buffer, arrayBuffer.byteOffset, arrayBuffer.byteLength)
  } else {
    throw new Error('parquet expected ArrayBuffer or Uint8Array')
  }

  // Use default parsers if not given
  const allParsers = { ...DEFAULT_PARSERS, ...parsers }

  // Validate footer magic number "PAR1"
  if (view.byteLength < 8) {
    throw new Error('parquet file is too short')
  }
  if (view.getUint32(view.byteLength - 4, true) !== 0x31524150) {
    throw new Error('parquet file invalid (footer != PAR1)')
  }

  // Parquet files store metadata at the end of the file
  // Metadata length is 4 bytes before the last PAR1
  const metadataLengthOffset = view.byteLength - 8
  const metadataLength = view.getUint32(metadataLengthOffset, true)
  if (metadataLength > view.byteLength - 8) {
    // {metadata}, metadata_length, PAR1
    throw new Error(`parquet metadata length ${metadataLength} exceeds available buffer ${view.byteLength - 8}`)
  }

  const metadataOffset = metadataLengthOffset - metadataLength
  const reader = { view, offset: metadataOffset }
  const metadata = deserializeTCompactProtocol(reader)

  // Parse metadata from thrift data
  const version = metadata.field_1
  /** @type {SchemaElement[]} */
  const schema = metadata.field_2.map((/** @type {any} */ field) => ({
    type: ParquetTypes[field.field_1],
    type_length: field.field_2,
    repetition_type: FieldRepetitionTypes[field.field_3],
    name: decode(field.field_4),
    num_children: field.field_5,
    converted_type: ConvertedTypes[field.field_6],
    scale: field.field_7,
    precision: field.field_8,
    field_id: field.field_9,
    logical_type: logicalType(field.field_10),
  }))
  // schema element per column index
  const columnSchema = schema.filter(e => e.type)
  const num_rows = metadata.field_3
  const row_groups = metadata.field_4.map((/** @type {any} */ rowGroup) => ({
    columns: rowGroup.field_1.map((/** @type {any} */ column, /** @type {number} */ columnIndex) => ({
      file_path: decode(column.field_1),
      file_offset: column.field_2,
      meta_data: column.field_3 && {
        type: ParquetTypes[column.field_3.field_1],
        encodings: column.field_3.field_2?.map((/** @type {number} */ e) => Encodings[e]),
        path_in_schema: column.field_3.field_3.map(decode),
        codec: CompressionCodecs[column.field_3.field_4],
        num_values: column.field_3.field_5,
        total_uncompressed_size: column.field_3.field_6,
        total_compressed_size: column.field_3.field_7,
        key_value_metadata: column.field_3.field_8?.map((/** @type {any} */ kv) => ({
          key: decode(kv.field_1),
          value: decode(kv.field_2),
        })),
        data_page_offset: column.field_3.field_9,
        index_page_offset: column.field_3.field_10,
        dictionary_page_offset: column.field_3.field_11,
        statistics: convertStats(column.field_3.field_12, columnSchema[columnIndex], allParsers),
        encoding_stats: column.field_3.field_13?.map((/** @type {any} */ encodingStat) => ({
          page_type: PageTypes[encodingStat.field_1],
          encoding: Encodings[encodingStat.field_2],
          count: encodingStat.field_3,
        })),
        bloom_filter_offset: column.field_3.field_14,
        bloom_filter_length: column.field_3.field_15,
        size_statistics: column.field_3.field_16 && {
          unencoded_byte_array_data_bytes: column.field_3.field_16.field_1,
          repetition_level_histogram: column.field_3.field_16.field_2,
          definition_level_histogram: column.field_3.field_16.field_3,
        },
        geospatial_statistics: column.field_3.field_17 && {
          bbox: column.field_3.field_17.field_1 && {
            xmin: column.field_3.field_17.field_1.field_1,
            xmax: column.field_3.field_17.field_1.field_2,
            ymin: column.field_3.field_17.field_1.field_3,
            ymax: column.field_3.field_17.field_1.field_4,
            zmin: column.field_3.field_17.field_1.field_5,
            zmax: column.field_3.field_17.field_1.field_6,
            mmin: column.field_3.field_17.field_1.field_7,
            mmax: column.field_3.field_17.field_1.field_8,
          },
          geospatial_types: column.field_3.field_17.field_2,
        },
      },
      offset_index_offset: column.field_4,
      offset_index_length: column.field_5,
      column_index_offset: column.field_6,
      column_index_length: column.field_7,
      crypto_metadata: column.field_8,
      encrypted_column_metadata: column.field_9,
    })),
    total_byte_size: rowGroup.field_2,
    num_rows: rowGroup.field_3,
    sorting_columns: rowGroup.field_4?.map((/** @type {any} */ sortingColumn) => ({
      column_idx: sortingColumn.field_1,
      descending: sortingColumn.field_2,
      nulls_first: sortingColumn.field_3,
    })),
    file_offset: rowGroup.field_5,
    total_compressed_size: rowGroup.field_6,
    ordinal: rowGroup.field_7,
  }))
  /** @type {KeyValue[] | undefined} */
  const key_value_metadata = metadata.field_5?.map((/** @type {any} */ kv) => ({
    key: decode(kv.field_1),
    value: decode(kv.field_2),
  }))
  const created_by = decode(metadata.field_6)

  if (geoparquet) {
    markGeoColumns(schema, key_value_metadata)
  }

  return {
    version,
    schema,
    num_rows,
    row_groups,
    key_value_metadata,
    created_by,
    metadata_length: metadataLength,
  }
}

/**
 * Return a tree of schema elements from parquet metadata.
 *
 * @param {{schema: SchemaElement[]}} metadata parquet metadata object
 * @returns {SchemaTree} tree of schema elements
 */
function parquetSchema({ schema }) {
  return getSchemaPath(schema, [])[0]
}

/**
 * @param {any} logicalType
 * @returns {LogicalType | undefined}
 */
function logicalType(logicalType) {
  if (logicalType?.field_1) return { type: 'STRING' }
  if (logicalType?.field_2) return { type: 'MAP' }
  if (logicalType?.field_3) return { type: 'LIST' }
  if (logicalType?.field_4) return { type: 'ENUM' }
  if (logicalType?.field_5) return {
    type: 'DECIMAL',
    scale: logicalType.field_5.field_1,
    precision: logicalType.field_5.field_2,
  }
  if (logicalType?.field_6) return { type: 'DATE' }
  if (logicalType?.field_7) return {
    type: 'TIME',
    isAdjustedToUTC: logicalType.field_7.field_1,
    unit: timeUnit(logicalType.field_7.field_2),
  }
  if (logicalType?.field_8) return {
    type: 'TIMESTAMP',
    isAdjustedToUTC: logicalType.field_8.field_1,
    unit: timeUnit(logicalType.field_8.field_2),
  }
  if (logicalType?.field_10) return {
    type: 'INTEGER',
    bitWidth: logicalType.field_10.field_1,
    isSigned: logicalType.field_10.field_2,
  }
  if (logicalType?.field_11) return { type: 'NULL' }
  if (logicalType?.field_12) return { type: 'JSON' }
  if (logicalType?.field_13) return { type: 'BSON' }
  if (logicalType?.field_14) return { type: 'UUID' }
  if (logicalType?.field_15) return { type: 'FLOAT16' }
  if (logicalType?.field_16) return {
    type: 'VARIANT',
    specification_version: logicalType.field_16.field_1,
  }
  if (logicalType?.field_17) return {
    type: 'GEOMETRY',
    crs: decode(logicalType.field_17.field_1),
  }
  if (logicalType?.field_18) return {
    type: 'GEOGRAPHY',
    crs: decode(logicalType.field_18.field_1),
    algorithm: EdgeInterpolationAlgorithms[logicalType.field_18.field_2],
  }
  return logicalType
}

/**
 * @param {any} unit
 * @returns {TimeUnit}
 */
function timeUnit(unit) {
  if (unit.field_1) return 'MILLIS'
  if (unit.field_2) return 'MICROS'
  if (unit.field_3) return 'NANOS'
  throw new Error('parquet time unit required')
}

/**
 * Convert column statistics based on column type.
 *
 * @param {any} stats
 * @param {SchemaElement} schema
 * @param {ParquetParsers} parsers
 * @returns {Statistics}
 */
function convertStats(stats, schema, parsers) {
  return stats && {
    max: convertMetadata(stats.field_1, schema, parsers),
    min: convertMetadata(stats.field_2, schema, parsers),
    null_count: stats.field_3,
    distinct_count: stats.field_4,
    max_value: convertMetadata(stats.field_5, schema, parsers),
    min_value: convertMetadata(stats.field_6, schema, parsers),
    is_max_value_exact: stats.field_7,
    is_min_value_exact: stats.field_8,
  }
}

/**
 * @param {Uint8Array | undefined} value
 * @param {SchemaElement} schema
 * @param {ParquetParsers} parsers
 * @returns {MinMaxType | undefined}
 */
function convertMetadata(value, schema, parsers) {
  const { type, converted_type, logical_type } = schema
  if (value === undefined) return value
  if (type === 'BOOLEAN') return value[0] === 1
  if (type === 'BYTE_ARRAY') return parsers.stringFromBytes(value)
  const view = new DataView(value.buffer, value.byteOffset, value.byteLength)
  if (type === 'FLOAT' && view.byteLength === 4) return view.getFloat32(0, true)
  if (type === 'DOUBLE' && view.byteLength === 8) return view.getFloat64(0, true)
  if (type === 'INT32' && converted_type === 'DECIMAL' && view.byteLength === 4) {
    return view.getInt32(0, true) * 10 ** -(schema.scale || 0)
  }
  if (type === 'INT64' && converted_type === 'DECIMAL' && view.byteLength === 8) {
    return Number(view.getBigInt64(0, true)) * 10 ** -(schema.scale || 0)
  }
  if (type === 'INT32' && converted_type === 'DATE') return parsers.dateFromDays(view.getInt32(0, true))
  if (type === 'INT64' && converted_type === 'TIMESTAMP_MILLIS') return parsers.timestampFromMilliseconds(view.getBigInt64(0, true))
  if (type === 'INT64' && converted_type === 'TIMESTAMP_MICROS') return parsers.timestampFromMicroseconds(view.getBigInt64(0, true))
  if (type === 'INT64' && logical_type?.type === 'TIMESTAMP' && logical_type?.unit === 'NANOS') return parsers.timestampFromNanoseconds(view.getBigInt64(0, true))
  if (type === 'INT64' && logical_type?.type === 'TIMESTAMP' && logical_type?.unit === 'MICROS') return parsers.timestampFromMicroseconds(view.getBigInt64(0, true))
  if (type === 'INT64' && logical_type?.type === 'TIMESTAMP') return parsers.timestampFromMilliseconds(view.getBigInt64(0, true))
  const unsigned = converted_type?.startsWith('UINT_') ||
    logical_type?.type === 'INTEGER' && !logical_type.isSigned
  if (type === 'INT32' && unsigned && view.byteLength === 4) return view.getUint32(0, true)
  if (type === 'INT64' && unsigned && view.byteLength === 8) return view.getBigUint64(0, true)
  if (type === 'INT32' && view.byteLength === 4) return view.getInt32(0, true)
  if (type === 'INT64' && view.byteLength === 8) return view.getBigInt64(0, true)
  if (converted_type === 'DECIMAL') return parseDecimal(value) * 10 ** -(schema.scale || 0)
  if (logical_type?.type === 'FLOAT16') return parseFloat16(value)
  if (logical_type?.type === 'UUID') return parsers.uuidFromBytes(value)
  if (type === 'FIXED_LEN_BYTE_ARRAY') return value
  // assert(false)
  return value
}

// EXTERNAL MODULE: ./lib/words/errors.js
var errors = __nccwpck_require__(758);
;// CONCATENATED MODULE: ./lib/formats/parquet/parquet-footer.js
// Parses the Parquet footer: its position, the checks before anything in it is trusted, and the columns in it.






/** Read in one request from the end: enough for the footer of some hundred column chunks. */
const TAIL_BYTES = 64 * 1024;
/** The footer of a valid inventory file is a few kilobytes; it is held in memory as a whole. */
const MAX_FOOTER_BYTES = 64 * 1024 * 1024;
/** The footer's length and the magic number after it. */
const TRAILER_BYTES = 8;
const MAX_GROUP_ROWS = 64 * 1024 * 1024;
/** Field of FileMetaData that is present if columns are encrypted and the footer is not. */
const ENCRYPTION_ALGORITHM = 8;
/**
 * Fetches and parses the footer of a file of `fileBytes`: one request, two if it is very long.
 * Throws UNREADABLE for a file that is damaged or encrypted, and if rows or positions of column chunks do not add up.
 */
async function readFooter(read, fileBytes) {
    (0,unreadable/* insist */.R)(fileBytes > TRAILER_BYTES + 4, `the file is no Parquet file: it has ${fileBytes} bytes`);
    let tailStart = Math.max(0, fileBytes - TAIL_BYTES);
    let tail = await (0,ranges/* readExactly */.Lo)(read, { start: tailStart, end: fileBytes });
    const magic = Buffer.from(tail.subarray(-4)).toString('latin1');
    (0,unreadable/* insist */.R)(magic !== 'PARE', 'the Parquet footer is encrypted: only unencrypted files are supported');
    (0,unreadable/* insist */.R)(magic === 'PAR1', 'the file is no Parquet file: it does not end in PAR1');
    const length = Buffer.from(tail.subarray(-TRAILER_BYTES)).readUInt32LE(0);
    const start = fileBytes - TRAILER_BYTES - length;
    (0,unreadable/* insist */.R)(length <= MAX_FOOTER_BYTES && start >= 4, `a Parquet footer of ${length} bytes is announced`);
    if (start < tailStart) {
        tail = Buffer.concat([await (0,ranges/* readExactly */.Lo)(read, { start, end: tailStart }), tail]);
        tailStart = start;
    }
    return { ...parseFooter(tail.subarray(start - tailStart), start), start, tail, tailStart };
}
function parseFooter(footer, dataEnd) {
    // hyparquet trusts the lengths of lists, so the structure is validated before it is passed on.
    const struct = readStruct((0,formats_cursor/* cursorOver */.Ro)(footer, 0, footer.length - TRAILER_BYTES));
    (0,unreadable/* insist */.R)(!struct.has(ENCRYPTION_ALGORITHM), 'the Parquet file is encrypted: only unencrypted files are supported');
    try {
        const metadata = parquetMetadata(footer, { geoparquet: false, parsers: RAW_STATISTICS });
        checkRows(metadata);
        for (const group of metadata.row_groups) {
            for (const chunk of group.columns)
                checkChunk(chunk, group, dataEnd);
        }
        return { metadata, ...parseColumns(metadata) };
    }
    catch (error) {
        // It also trusts the types of fields: if one is not as its own types say, anything can be thrown above.
        throw error instanceof errors/* ActionError */.lZ ? error : (0,unreadable/* unreadable */.O)('the Parquet footer cannot be understood', error);
    }
}
/** Of the statistics only texts are used, byte by byte; errors in the rest do not matter. */
const RAW_STATISTICS = {
    timestampFromMilliseconds: () => undefined,
    timestampFromMicroseconds: () => undefined,
    timestampFromNanoseconds: () => undefined,
    dateFromDays: () => undefined,
    stringFromBytes: (bytes) => Buffer.from(bytes).toString('latin1'),
    jsonFromBytes: () => undefined,
    uuidFromBytes: () => undefined,
};
function checkRows({ num_rows, row_groups }) {
    let sum = 0n;
    for (const { num_rows: rows } of row_groups) {
        (0,unreadable/* insist */.R)(rows >= 0n && rows <= MAX_GROUP_ROWS, `a Parquet row group declares ${rows} rows`);
        sum += rows;
    }
    (0,unreadable/* insist */.R)(num_rows === sum, `the Parquet footer declares ${num_rows} rows and its row groups ${sum}`);
}
function checkChunk(chunk, group, dataEnd) {
    (0,unreadable/* insist */.R)(chunk.crypto_metadata === undefined && chunk.encrypted_column_metadata === undefined, 'a Parquet column is encrypted: only unencrypted files are supported');
    (0,unreadable/* insist */.R)(!chunk.file_path, 'a Parquet column lies in another file');
    const facts = chunk.meta_data;
    (0,unreadable/* insist */.R)(facts !== undefined, 'a Parquet column chunk has no metadata');
    // If nothing is stored, writers use arbitrary offsets.
    if (group.num_rows === 0n)
        return;
    const { start, end } = chunkRange(chunk);
    (0,unreadable/* insist */.R)(start >= 4 && end >= start && end <= dataEnd, `a Parquet column lies from byte ${start} to ${end}`);
    const isFlat = facts.path_in_schema.length === 1;
    (0,unreadable/* insist */.R)(!isFlat || facts.num_values === group.num_rows, 'a Parquet column chunk has other values than its group rows');
}
/** Position of a column chunk: its dictionary page, if it has one, and the data pages. */
function chunkRange({ meta_data: facts }) {
    if (facts === undefined)
        throw (0,unreadable/* unreadable */.O)('a Parquet column chunk has no metadata');
    // Some writers use zero for "no dictionary".
    const dictionary = Number(facts.dictionary_page_offset ?? 0n);
    const data = Number(facts.data_page_offset);
    const start = dictionary > 0 && dictionary < data ? dictionary : data;
    return { start, end: start + Number(facts.total_compressed_size) };
}
function parseColumns({ schema, row_groups }) {
    const columns = [];
    const otherColumns = new Map();
    let leaf = 0;
    let nested = 0;
    for (const element of schema.slice(1)) {
        const children = element.num_children ?? 0;
        (0,unreadable/* insist */.R)(typeof element.name === 'string' && Number.isInteger(children), 'a Parquet column has no name');
        if (nested > 0)
            nested -= 1;
        else {
            const kind = children === 0 && element.repetition_type !== 'REPEATED' ? kindOf(element) : undefined;
            if (kind === undefined)
                otherColumns.set(element.name, typeOf(element));
            else
                columns.push({ name: element.name, index: leaf, element, kind });
        }
        nested += children;
        if (children === 0)
            leaf += 1;
    }
    (0,unreadable/* insist */.R)(new Set(columns.map(({ name }) => name)).size === columns.length, 'the Parquet file has two columns of one name');
    for (const group of row_groups) {
        (0,unreadable/* insist */.R)(group.columns.length === leaf, `a Parquet row group has ${group.columns.length} of ${leaf} columns`);
        for (const { name, index, element } of columns) {
            const facts = group.columns[index]?.meta_data;
            (0,unreadable/* insist */.R)(facts?.path_in_schema.join('.') === name, `a Parquet row group has another column where ${name} is due`);
            (0,unreadable/* insist */.R)(facts.type === element.type, `a Parquet row group has ${name} as ${facts.type}, not ${element.type}`);
        }
    }
    return { columns, otherColumns };
}
function typeOf({ type, converted_type: converted, logical_type: logical, repetition_type: repetition, }) {
    const meaning = logical?.type ?? converted;
    const written = type === undefined ? 'a group' : meaning === undefined ? type : `${type} (${meaning})`;
    return repetition === 'REPEATED' ? `repeated ${written}` : written;
}
function kindOf({ type, converted_type: converted, logical_type: logical }) {
    const meaning = logical?.type ?? converted;
    switch (type) {
        case 'BYTE_ARRAY':
            return meaning === undefined || meaning === 'STRING' || meaning === 'UTF8' || meaning === 'ENUM'
                ? 'text'
                : undefined;
        case 'BOOLEAN':
            return 'flag';
        case 'INT96':
            return 'timestamp';
        case 'INT32':
        case 'INT64':
            if (meaning === undefined || meaning === 'INTEGER' || /^INT_/.test(meaning))
                return 'integer';
            return type === 'INT64' && meaning.startsWith('TIMESTAMP') ? 'timestamp' : undefined;
        default:
            return undefined;
    }
}

;// CONCATENATED MODULE: ./lib/formats/parquet/parquet-file.js
// Opens a Parquet file with range requests: the footer first, then only the requested column chunks or pages.







/** A chunk up to this size is read whole: finding out which of its pages are wanted costs a request too. */
const SMALL_CHUNK_BYTES = 256 * 1024;
/**
 * Opens a Parquet file of `fileBytes`. One request, two if the footer is very long; no data is read.
 * Throws UNREADABLE for a file that is damaged or encrypted.
 */
async function openParquet(read, fileBytes) {
    const footer = await readFooter(read, fileBytes);
    const { columns } = footer;
    return {
        rows: Number(footer.metadata.num_rows),
        columns: new Map(columns.map(({ name, kind }) => [name, kind])),
        otherColumns: footer.otherColumns,
        groups: footer.metadata.row_groups.map((group) => openGroup(readThroughTail(read, footer), group, columns, footer)),
    };
}
/** Bytes in the tail are not fetched again. */
function readThroughTail(read, { tail, tailStart }) {
    return async (start, end) => start >= tailStart ? tail.subarray(start - tailStart, end - tailStart) : await read(start, end);
}
function openGroup(read, group, columns, footer) {
    const rows = Number(group.num_rows);
    return {
        rows,
        constant: (name) => findConstant(group, columns, name),
        async load(names, wanted) {
            const asked = names.map((name) => {
                const column = columns.find((candidate) => candidate.name === name);
                if (column === undefined)
                    throw (0,unreadable/* unreadable */.O)(`the Parquet file has no readable column ${name}`);
                return { column, chunk: group.columns[column.index] };
            });
            const plans = await planParts(read, asked.map(({ chunk }) => chunk), rows, wanted, footer);
            const { cut, release } = await (0,ranges/* fetchRanges */.Vw)(read, plans.flatMap((parts) => parts.map(({ range }) => range)), wanted && ranges/* WIDE_GAP_BYTES */.N_);
            const chunks = asked.map(({ column, chunk }, index) => ({
                column,
                chunk: assemble(column, chunk, rows, (plans[index] ?? []).map((part) => ({ ...part, bytes: cut(part.range) }))),
            }));
            // Everything that is decoded is a copy.
            return { ...decodeColumns(chunks, wanted), release };
        },
    };
}
/** Bounds may be shortened, but never exclude a value: if both are the same text, it is the only one. */
function findConstant(group, columns, name) {
    const column = columns.find((candidate) => candidate.name === name);
    const statistics = column && group.columns[column.index]?.meta_data?.statistics;
    const { min_value: least, max_value: greatest, null_count: nulls } = statistics ?? {};
    // Beyond ASCII the bytes of a text are not its characters.
    return typeof least === 'string' && least === greatest && nulls === 0n && /^[ -~]*$/.test(least) ? least : undefined;
}
/** The parts of each chunk to fetch: all of it, or, with an offset index, only the pages with wanted rows. */
async function planParts(read, chunks, rows, wanted, footer) {
    if (rows === 0)
        return chunks.map(() => []);
    const indexRanges = chunks.map((chunk) => (wanted === undefined ? undefined : offsetIndexRange(chunk, footer.start)));
    const { cut } = await (0,ranges/* fetchRanges */.Vw)(read, indexRanges.filter((range) => range !== undefined));
    return chunks.map((chunk, index) => {
        const range = indexRanges[index];
        const whole = [{ range: chunkRange(chunk), firstRow: 0, rows }];
        return range === undefined || wanted === undefined ? whole : planPages(chunk, cut(range), rows, wanted);
    });
}
function offsetIndexRange(chunk, footerStart) {
    const { start, end } = chunkRange(chunk);
    const { offset_index_offset: offset, offset_index_length: length } = chunk;
    if (offset === undefined || length === undefined || end - start <= SMALL_CHUNK_BYTES)
        return undefined;
    const range = { start: Number(offset), end: Number(offset) + length };
    (0,unreadable/* insist */.R)(range.start >= 4 && range.end > range.start && range.end <= footerStart, 'a Parquet offset index lies outside');
    return range;
}
function planPages(chunk, index, rows, wanted) {
    const whole = chunkRange(chunk);
    const pages = parseOffsetIndex(index);
    const first = pages[0];
    (0,unreadable/* insist */.R)(first !== undefined && first.firstRow === 0, 'a Parquet offset index does not start at the first row');
    const parts = [{ range: { start: whole.start, end: first.range.start }, firstRow: 0, rows: 0 }];
    let next = 0;
    let end = whole.start;
    pages.forEach(({ range, firstRow }, page) => {
        const lastRow = pages[page + 1]?.firstRow ?? rows;
        (0,unreadable/* insist */.R)(range.start >= end && range.end <= whole.end && lastRow > firstRow, 'a Parquet offset index is out of order');
        end = range.end;
        if (next < wanted.length && wanted[next] < lastRow) {
            parts.push({ range, firstRow, rows: lastRow - firstRow });
            while (next < wanted.length && wanted[next] < lastRow)
                next += 1;
        }
    });
    return parts;
}
/** The position of each data page and its first row. */
function parseOffsetIndex(bytes) {
    const locations = readStruct((0,formats_cursor/* cursorOver */.Ro)(bytes)).get(1);
    (0,unreadable/* insist */.R)(Array.isArray(locations), 'a Parquet offset index has no list of pages');
    return locations.map((location) => {
        (0,unreadable/* insist */.R)(location instanceof Map, 'a Parquet offset index lists what is no page');
        const [start, length, firstRow] = [1, 2, 3].map((id) => integerAt(location, id) ?? -1);
        (0,unreadable/* insist */.R)(start >= 0 && length > 0 && firstRow >= 0, 'a Parquet offset index has a page without a place');
        return { range: { start, end: start + length }, firstRow };
    });
}
function assemble(column, chunk, rows, parts) {
    const codec = parseCodec(chunk.meta_data?.codec ?? 'UNKNOWN');
    const optional = column.element.repetition_type === 'OPTIONAL';
    return { name: column.name, form: { codec, optional }, element: column.element, parts, rows };
}
function decodeColumns(chunks, wanted) {
    const take = (name, kinds) => {
        const found = chunks.find(({ column }) => column.name === name);
        (0,unreadable/* insist */.R)(found !== undefined, `the Parquet column ${name} was not fetched`);
        const { element, kind } = found.column;
        (0,unreadable/* insist */.R)(kinds.includes(kind), `the Parquet column ${name} is of type ${element.type}`);
        return found.chunk;
    };
    return {
        codes: (name) => decodeCodes(take(name, ['text']), wanted),
        texts: (name) => decodeTexts(take(name, ['text']), wanted),
        flags: (name) => decodeFlags(take(name, ['flag']), wanted),
        numbers: (name) => decodeNumbers(take(name, ['integer', 'timestamp']), wanted),
    };
}

// EXTERNAL MODULE: ./lib/engines/inventory-scan/scan-columnar.js + 6 modules
var scan_columnar = __nccwpck_require__(601);
;// CONCATENATED MODULE: ./lib/engines/inventory-scan/parquet-inventory.js
// Reads one Parquet inventory file.


/** Reads all rows into the accumulator. Errors do not have to name the file. */
const readParquetFile = (scan) => (0,scan_columnar/* scanColumnar */.z)(scan, openParquet);


/***/ }),

/***/ 700:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Zc: () => (/* binding */ ROWS_WITHOUT_SIGN),
/* harmony export */   t6: () => (/* binding */ CREDITS_AT_ONCE)
/* harmony export */ });
/* unused harmony export STREAM_CREDITS */
// Defines the messages between the main thread and a scan worker. The worker pulls: it opens the stream and returns a
// credit for every chunk it has consumed, so that only a few chunks are in transit at any time.
/** Maximum number of chunks in transit to one worker. */
const STREAM_CREDITS = 8;
/** Chunks a worker takes before it returns credits: each message wakes the main thread, which costs a worker a core. */
const CREDITS_AT_ONCE = 4;
/**
 * Maximum number of rows read, or checked one by one, without a sign of life. Few enough that a slow machine reads them
 * in seconds, and enough that a fast one does not wake the main thread all the time.
 */
const ROWS_WITHOUT_SIGN = 65_536;


/***/ }),

/***/ 601:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  z: () => (/* binding */ scanColumnar)
});

// EXTERNAL MODULE: ./lib/findings/classify.js + 15 modules
var classify = __nccwpck_require__(428);
// EXTERNAL MODULE: ./lib/findings/row.js
var row = __nccwpck_require__(982);
// EXTERNAL MODULE: ./lib/formats/kernel/select-rows.js
var select_rows = __nccwpck_require__(790);
// EXTERNAL MODULE: ./lib/formats/unreadable.js
var unreadable = __nccwpck_require__(985);
;// CONCATENATED MODULE: ./lib/time/at-once.js
// Runs a few tasks concurrently: after the first failure nothing more is started, and no task outlives the call.
/**
 * Calls `act` for each item, at most `atOnce` at a time. The first error stops the rest: their signal aborts, no
 * further item is started, and the error is thrown once every call has ended. An aborted `signal` only stops items from
 * starting.
 */
async function forEachAtOnce(items, atOnce, act, signal) {
    const siblings = new Siblings(signal);
    try {
        for (const item of items) {
            if (signal?.aborted || siblings.failures.length > 0)
                break;
            void siblings.begin(item, act);
            if (siblings.underWay.size >= atOnce)
                await siblings.nextEnd();
        }
        while (siblings.underWay.size > 0 && siblings.failures.length === 0)
            await siblings.nextEnd();
    }
    finally {
        await siblings.stop();
    }
    if (siblings.failures.length > 0)
        throw siblings.failures[0];
}
/**
 * Yields `work` of each item in the order of the items, with at most `atOnce` started and not yet yielded. After a
 * failure nothing more is started; the results before it are still yielded, the rest is aborted, and the error is
 * thrown once all have ended. `work` must handle an aborted `signal` itself: if results simply stopped, they would pass
 * for complete.
 */
async function* mapAtOnce(items, atOnce, work, signal) {
    const siblings = new Siblings(signal);
    const begun = [];
    try {
        for await (const item of items) {
            if (siblings.failures.length > 0)
                break;
            begun.push(siblings.begin(item, work));
            if (begun.length >= atOnce)
                yield await begun.shift();
        }
        for (const result of begun)
            yield await result;
    }
    finally {
        await siblings.stop();
    }
}
/**
 * As `forEachAtOnce`, for work that finds further items: those that `act` adds begin as soon as there is room. Ends
 * when none is left.
 */
async function forEachGrowing(items, atOnce, act, signal) {
    const siblings = new Siblings(signal);
    const waiting = [...items];
    const mayBegin = () => siblings.underWay.size < atOnce && siblings.failures.length === 0;
    const begin = () => {
        while (waiting.length > 0 && mayBegin() && signal?.aborted !== true) {
            void siblings.begin(waiting.shift(), (item, either) => act(item, more, either));
        }
    };
    const more = {
        add: (item) => {
            waiting.push(item);
            begin();
        },
        hasRoom: () => waiting.length === 0 && mayBegin(),
    };
    try {
        for (begin(); siblings.underWay.size > 0 && siblings.failures.length === 0; begin())
            await siblings.nextEnd();
    }
    finally {
        await siblings.stop();
    }
    if (siblings.failures.length > 0)
        throw siblings.failures[0];
}
/** Tasks that run concurrently. */
class Siblings {
    underWay = new Set();
    failures = [];
    #stopping = new AbortController();
    #signal;
    constructor(signal) {
        const own = this.#stopping.signal;
        this.#signal = signal === undefined ? own : AbortSignal.any([signal, own]);
    }
    begin(item, work) {
        const result = work(item, this.#signal);
        const end = result
            .then(() => { }, (error) => void this.failures.push(error))
            .finally(() => this.underWay.delete(end));
        this.underWay.add(end);
        return result;
    }
    nextEnd() {
        return Promise.race(this.underWay);
    }
    async stop() {
        this.#stopping.abort();
        await Promise.all(this.underWay);
    }
}

// EXTERNAL MODULE: ./lib/words/encryption.js
var encryption = __nccwpck_require__(396);
// EXTERNAL MODULE: ./lib/words/errors.js
var errors = __nccwpck_require__(758);
// EXTERNAL MODULE: ./lib/words/outside-text.js
var outside_text = __nccwpck_require__(100);
// EXTERNAL MODULE: ./lib/formats/columnar.js
var columnar = __nccwpck_require__(527);
// EXTERNAL MODULE: ./lib/words/object-key.js
var object_key = __nccwpck_require__(736);
// EXTERNAL MODULE: ./lib/inventory/columns.js
var inventory_columns = __nccwpck_require__(87);
;// CONCATENATED MODULE: ./lib/engines/inventory-scan/file-columns.js
// Checks that a columnar file has all columns that the inventory manifest lists, each with the type that S3 gives it.




/** Columns that are not text (S3 User Guide, "Locating your inventory list", and the Athena page for the last one). */
const KINDS = new Map([
    ['islatest', 'flag'],
    ['isdeletemarker', 'flag'],
    ['size', 'integer'],
    ['lastmodifieddate', 'timestamp'],
    ['ismultipartuploaded', 'flag'],
    ['objectlockretainuntildate', 'timestamp'],
    ['lifecycleexpirationdate', 'timestamp'],
]);
const TEXTS = new Set([
    'bucket',
    'key',
    'versionid',
    'etag',
    'storageclass',
    'replicationstatus',
    'encryptionstatus',
    'objectlockmode',
    'objectlocklegalholdstatus',
    'objectlockeventholdstatus',
    'objectlockeventhold',
    'intelligenttieringaccesstier',
    'bucketkeystatus',
    'checksumalgorithm',
    'objectaccesscontrollist',
    'objectowner',
]);
const NAMES_OF_KINDS = {
    text: 'text',
    flag: 'true or false',
    integer: 'integers',
    timestamp: 'timestamps',
};
const DUE = {
    text: 'text is',
    flag: 'true or false is',
    integer: 'integers are',
    timestamp: 'timestamps are',
};
/**
 * The file's columns. Throws UNREADABLE, with its name, for a `listed` column that the file lacks or has with another
 * type, and for two with one canonical name. Columns unknown to this version only have to exist.
 */
function mapColumns(file, listed) {
    const columns = new Map();
    for (const name of [...file.columns.keys(), ...file.otherColumns.keys()]) {
        const canonical = (0,inventory_columns/* canonicalColumnName */.mO)(name);
        (0,unreadable/* insist */.R)(!columns.has(canonical), (0,outside_text/* say */.cv) `the file has two columns for ${canonical}`);
        columns.set(canonical, name);
    }
    for (const column of listed)
        checkColumn(file, column, columns.get(column));
    return columns;
}
function checkColumn(file, column, name) {
    if (name === undefined)
        throw refuse((0,outside_text/* say */.cv) `has no column ${column}`);
    const due = TEXTS.has(column) ? 'text' : KINDS.get(column);
    const kind = file.columns.get(name);
    if (due === undefined || kind === due)
        return;
    const found = kind === undefined ? (0,outside_text/* say */.cv) `type ${file.otherColumns.get(name) ?? ''}` : NAMES_OF_KINDS[kind];
    throw refuse(`has column ${(0,outside_text/* encodeText */.wx)(name)} as ${found}, where ${DUE[due]} due`);
}
function refuse(what) {
    return new errors/* ActionError */.lZ('UNREADABLE', `the file ${what}; the inventory manifest lists that column`, {
        hint: inventory_columns/* DISAGREEMENT_HINT */.bw,
    });
}
/** The name of a column that the file must have; `mapColumns` has proven that for all listed columns. */
function nameOf(columns, column) {
    const name = columns.get(column);
    (0,unreadable/* insist */.R)(name !== undefined, (0,outside_text/* say */.cv) `the file has no column ${column}`);
    return name;
}

;// CONCATENATED MODULE: ./lib/engines/inventory-scan/columnar-row.js
// Maps the columns of an ORC or Parquet file to inventory rows, for the few rows that are read individually.





/** Columns with few distinct values are decoded once per value instead of once per row. */
const CODED_COLUMNS = [
    'storageclass',
    'intelligenttieringaccesstier',
    'objectlocklegalholdstatus',
    'objectlockeventholdstatus',
    'objectlockeventhold',
    'bucketkeystatus',
    'replicationstatus',
];
const TIME_COLUMNS = ['lastmodifieddate', 'objectlockretainuntildate'];
/** Same limit as for CSV reports: some twenty times the largest object in S3, and sums stay exact. */
const MAX_SIZE_BYTES = 1e15;
/** Decodes what was loaded: key and size of every row checked, and `detailColumns` of the findings among them. */
function decodeRowColumns(columns, keyed, details, detailColumns) {
    const size = columns.get('size');
    const texts = new Map();
    const times = new Map();
    for (const column of detailColumns) {
        const name = nameOf(columns, column);
        if (TIME_COLUMNS.includes(column)) {
            const numbers = details.numbers(name);
            times.set(column, numbers);
            texts.set(column, (position) => renderTime(numbers[position]));
        }
        else if (CODED_COLUMNS.includes(column))
            texts.set(column, readCoded(details.codes(name)));
        else
            texts.set(column, readText(details.texts(name)));
    }
    return {
        keys: keyed.texts(nameOf(columns, 'key')),
        sizes: size === undefined ? undefined : keyed.numbers(size),
        details: texts,
        times,
    };
}
function readCoded({ codes, values }) {
    return (position) => values[codes[position]] ?? '';
}
function readText(texts) {
    return (position) => (0,columnar/* textAt */.$6)(texts, position) ?? '';
}
function renderTime(time) {
    if (Number.isNaN(time))
        return '';
    const date = new Date(time);
    return Number.isNaN(date.getTime()) ? String(time) : date.toISOString();
}
/** The only row object of a row group; `place` moves it to the next row. */
class ColumnarRow {
    status = row/* UNKNOWN_STATUS */.u;
    size = 0;
    isLatest = true;
    isDeleteMarker = false;
    #columns;
    #firstRow;
    #position = 0;
    #detail = 0;
    #row = 0;
    /** `firstRow` is the number of the group's first row in the file, from 0; used in messages. */
    constructor(columns, firstRow) {
        this.#columns = columns;
        this.#firstRow = firstRow;
    }
    /** `position` is among the rows checked, `detail` among the findings, `row` within the group. */
    place(position, detail, row, status) {
        this.#position = position;
        this.#detail = detail;
        this.#row = row;
        this.status = status;
        if (this.#columns.sizes === undefined)
            return;
        const size = this.#columns.sizes[position];
        if (!(size >= 0 && size < MAX_SIZE_BYTES)) {
            throw (0,unreadable/* unreadable */.O)(`row ${this.number} has Size ${size}, which no object can have`);
        }
        this.size = size;
    }
    statusText() {
        return '';
    }
    key() {
        return this.#readKey(object_key/* encodeKey */.g2);
    }
    rawKey() {
        return this.#readKey(object_key/* readRawKey */.Qv);
    }
    text(column) {
        return this.#columns.details.get(column)?.(this.#detail);
    }
    time(column) {
        return this.#columns.times.get(column)?.[this.#detail];
    }
    get number() {
        return this.#firstRow + this.#row + 1;
    }
    #readKey(read) {
        const { bytes, starts, ends } = this.#columns.keys;
        try {
            const start = starts[this.#position];
            return read(bytes, start, Math.max(ends[this.#position], start));
        }
        catch (error) {
            if (error instanceof object_key/* UndecodableKeyError */.Ie)
                throw (0,unreadable/* unreadable */.O)(`row ${this.number} cannot be read: ${error.message}`);
            throw error;
        }
    }
}

;// CONCATENATED MODULE: external "node:fs/promises"
const promises_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:fs/promises");
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __nccwpck_require__(760);
// EXTERNAL MODULE: ./lib/engines/inventory-scan/source.js + 1 modules
var inventory_scan_source = __nccwpck_require__(589);
;// CONCATENATED MODULE: ./lib/engines/inventory-scan/columnar-source.js
// Reads parts of a file so that every byte is verified: see docs/adr/0003-integrity-of-partial-reads.md.



/**
 * Calls `read` with a range reader. If the file's ETag is its MD5, S3 verifies each range with If-Match; otherwise the
 * whole file is first copied to disk, its size and MD5 are checked, and ranges are read from the copy.
 * @returns how the bytes were proven
 */
async function withProvenRanges(task, source, read) {
    if (task.etagIsMd5) {
        await read(source.range);
        return 'etag';
    }
    const path = (0,external_node_path_.join)(task.folder, `inventory-file-${task.index}`);
    await (0,promises_namespaceObject.mkdir)(task.folder, { recursive: true });
    try {
        await (0,inventory_scan_source/* consumeProven */.P)(source.stream, task.file, (bytes) => (0,promises_namespaceObject.writeFile)(path, bytes, { mode: 0o600 }));
        const copy = await (0,promises_namespaceObject.open)(path, 'r');
        try {
            await read(async (start, end) => {
                const { buffer, bytesRead } = await copy.read(new Uint8Array(end - start), 0, end - start, start);
                return buffer.subarray(0, bytesRead);
            });
        }
        finally {
            await copy.close();
        }
    }
    finally {
        await (0,promises_namespaceObject.rm)(path, { force: true });
    }
    return 'md5';
}

// EXTERNAL MODULE: ./lib/engines/inventory-scan/protocol.js
var protocol = __nccwpck_require__(700);
;// CONCATENATED MODULE: ./lib/engines/inventory-scan/row-slots.js
// Counts the rows of a row group in one pass, by the code of their status and both flags at once.



/**
 * Codes are bytes, flags have three values: a slot has the code in its low bits, and above it one flag at each shift.
 */
const LATEST_SHIFT = 8;
const MARKER_SHIFT = 10;
const SLOTS = 1 << 12;
/** Added to a code: the slot of its current objects. The code alone is the slot of its noncurrent ones. */
const CURRENT = 1 << LATEST_SHIFT;
/** All slots from here on are those of delete markers. */
const DELETE_MARKER = 1 << MARKER_SHIFT;
/** Number of rows per slot. Throws UNREADABLE for a row with a null flag. */
function countSlots(columns) {
    const slots = (0,select_rows/* countRowSlots */.B6)(columns);
    slots.forEach((rows, slot) => {
        if (rows === 0)
            return;
        requireFlag((slot >> LATEST_SHIFT) & 3, 'islatest');
        requireFlag(slot >> MARKER_SHIFT, 'isdeletemarker');
    });
    return slots;
}
function requireFlag(flag, column) {
    (0,unreadable/* insist */.R)(flag < columnar/* NULL_FLAG */.xh, `a row has no ${column}; accepted are true and false`);
}
/** The sum of the counts. */
function sumOf(counts) {
    let sum = 0;
    for (const count of counts)
        sum += count;
    return sum;
}

;// CONCATENATED MODULE: ./lib/engines/inventory-scan/scan-columnar.js
// Counts the rows of a columnar file. Statuses are counted without a separate step per row; keys, sizes and other
// columns are read only for rows that must be checked, and only from row groups that have such rows.













/** Row groups whose status columns are requested ahead: they are small, and a request takes long. */
const STATUSES_AHEAD = 8;
/** The same for the columns of findings, which are large. */
const DETAILS_AHEAD = 2;
/**
 * Counts every row of the file that `open` opens, and returns how the bytes read were proven.
 * @throws ActionError UNREADABLE or WRONG_BUCKET
 */
function scanColumnar(scan, open) {
    const { task, source } = scan;
    return withProvenRanges(task, source, async (range) => scanGroups(scan, await open(range, task.file.size)));
}
async function scanGroups({ task, policy, accumulator, onRows }, file) {
    const { columns: listed, sourceBucket } = task;
    const columns = mapColumns(file, listed);
    const wanted = (0,classify/* listDetailColumns */.lb)(policy.spec).filter((column) => listed.includes(column));
    let firstRow = 0;
    const positions = file.groups.map((group) => {
        firstRow += group.rows;
        return { group, firstRow: firstRow - group.rows };
    });
    const surveys = mapAtOnce(positions, STATUSES_AHEAD, (position) => surveyGroup(position, columns, sourceBucket));
    const looks = mapAtOnce(surveys, DETAILS_AHEAD, async (survey) => {
        const selection = countStatuses(survey, policy, accumulator);
        if (selection === undefined)
            return undefined;
        const rowColumns = await loadSelection(survey.group, selection, columns, wanted);
        return { row: new ColumnarRow(rowColumns, survey.firstRow), selection, policy };
    });
    for await (const look of looks) {
        if (look !== undefined)
            addRows(look.row, look.selection, policy, accumulator, onRows);
        onRows(accumulator.rows);
    }
    (0,unreadable/* insist */.R)(accumulator.rows === file.rows, `${accumulator.rows} rows were read where the file declares ${file.rows}`);
}
async function surveyGroup(position, columns, sourceBucket) {
    const bucket = nameOf(columns, 'bucket');
    const status = nameOf(columns, 'encryptionstatus');
    const latest = columns.get('islatest');
    const marker = columns.get('isdeletemarker');
    const isProven = position.group.constant(bucket) === sourceBucket;
    const names = [isProven ? undefined : bucket, status, latest, marker].filter((name) => name !== undefined);
    const loaded = await position.group.load(names);
    if (!isProven)
        refuseOtherBuckets(loaded.codes(bucket).values, sourceBucket);
    const { rows } = position.group;
    const survey = {
        ...position,
        ...loaded.codes(status),
        latest: latest === undefined ? new Uint8Array(rows).fill(1) : loaded.flags(latest),
        markers: marker === undefined ? new Uint8Array(rows) : loaded.flags(marker),
    };
    loaded.release();
    return survey;
}
function refuseOtherBuckets(names, sourceBucket) {
    for (const name of names) {
        if (name === sourceBucket)
            continue;
        const found = name === undefined ? 'no bucket' : (0,outside_text/* say */.cv) `bucket "${name}"`;
        throw new errors/* ActionError */.lZ('WRONG_BUCKET', `rows are of ${found}, not ${sourceBucket}`);
    }
}
/** Counts rows that need no check, and returns those that do; undefined if there are none. */
function countStatuses(survey, policy, accumulator) {
    const slots = countSlots(survey);
    accumulator.addDeleteMarkers(sumOf(slots.subarray(DELETE_MARKER)));
    const statusOf = survey.values.map((value) => encryption/* ENCRYPTION_STATUSES */.JD.indexOf(value));
    const isLookedAt = statusOf.map((status) => status !== row/* UNKNOWN_STATUS */.u && (0,classify/* needsLook */.B4)(status, policy));
    let looks = 0;
    statusOf.forEach((status, code) => {
        const current = slots[code + CURRENT];
        const noncurrent = slots[code];
        if (status === row/* UNKNOWN_STATUS */.u) {
            accumulator.addUnknown(survey.values[code] ?? '', current + noncurrent);
            return;
        }
        accumulator.addUnsized('noncurrent', status, noncurrent);
        if (isLookedAt[code])
            looks += current;
        else
            accumulator.addUnsized('compliant', status, current);
    });
    return looks === 0 ? undefined : selectRows(survey, statusOf, isLookedAt, looks, policy);
}
function selectRows({ codes, latest, markers }, statusOf, isLookedAt, looks, policy) {
    const lookedAt = new Uint8Array(SLOTS);
    isLookedAt.forEach((isIt, code) => {
        lookedAt[code + CURRENT] = isIt ? 1 : 0;
    });
    const rows = (0,select_rows/* selectSlotRows */.aE)({ codes, latest, markers }, lookedAt, looks);
    const statuses = new Uint8Array(looks);
    for (let at = 0; at < looks; at += 1)
        statuses[at] = statusOf[codes[rows[at]]];
    const findings = !policy.readsKeys ? rows : rows.filter((_, i) => isFinding(statuses[i], policy));
    return { rows, statuses, findings };
}
function isFinding(status, policy) {
    return policy.accepts[status ?? row/* UNKNOWN_STATUS */.u] !== true;
}
async function loadSelection(group, { rows, findings }, columns, wanted) {
    const keyed = ['key', 'size'].map((column) => columns.get(column)).filter((name) => name !== undefined);
    const details = wanted.map((column) => nameOf(columns, column));
    if (rows === findings) {
        const loaded = await group.load([...keyed, ...details], rows);
        const rowColumns = decodeRowColumns(columns, loaded, loaded, wanted);
        loaded.release();
        return rowColumns;
    }
    const [first, second] = await Promise.all([group.load(keyed, rows), group.load(details, findings)]);
    const rowColumns = decodeRowColumns(columns, first, second, wanted);
    first.release();
    second.release();
    return rowColumns;
}
function addRows(row, { rows, statuses }, policy, accumulator, onRows) {
    let detail = 0;
    for (let position = 0; position < rows.length; position += 1) {
        const status = statuses[position];
        row.place(position, detail, rows[position], status);
        if (isFinding(status, policy))
            detail += 1;
        accumulator.add(row);
        if ((position + 1) % protocol/* ROWS_WITHOUT_SIGN */.Zc === 0)
            onRows(accumulator.rows);
    }
}


/***/ }),

/***/ 589:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  P: () => (/* binding */ consumeProven)
});

// EXTERNAL MODULE: ./lib/words/errors.js
var errors = __nccwpck_require__(758);
;// CONCATENATED MODULE: ./lib/words/lazy-hash.js
// Hashes without loading node:crypto before it is needed: loading it delays the start of a worker by milliseconds.
/** Same as createHash of node:crypto. */
function createHash(algorithm) {
    return process.getBuiltinModule('node:crypto').createHash(algorithm);
}

;// CONCATENATED MODULE: ./lib/engines/inventory-scan/source.js
// Passes a file's bytes to its reader, and proves that they match the inventory manifest.


/**
 * Streams a file through `consume` and proves size and MD5 of all its bytes; for a file with `isVouched`, S3 has
 * already verified the MD5, and only the size is left to prove. If `consume` fails, the rest is still read, and bytes
 * that were not hashed are read again and hashed: a damaged file must be reported as damaged, not with a parser's
 * error.
 * @throws ActionError CHECKSUM_MISMATCH; otherwise whatever the stream or `consume` throws
 */
async function consumeProven(stream, file, consume, isVouched = false) {
    const failure = await readThrough(stream(), file, consume, isVouched ? undefined : createHash('md5'));
    if (failure === undefined)
        return;
    if (!isVouched)
        throw failure.error;
    await readThrough(stream(), file, discard, createHash('md5'));
    const { code, message } = (0,errors/* asActionError */.z6)(failure.error, 'INTERNAL_ERROR');
    if (code !== 'UNREADABLE')
        throw failure.error;
    throw new errors/* ActionError */.lZ(code, message, { cause: failure.error, hint: REREAD_HINT });
}
const REREAD_HINT = 'When read again, the file had the MD5 in the inventory manifest: it was delivered like this, or was damaged in transit. Run it again; if the error persists, wait for the next report.';
/** Returns what `consume` threw, once all bytes are read and their number and hash are proven. */
async function readThrough(source, file, consume, hash) {
    let size = 0;
    let sourceError;
    const iterator = source[Symbol.asyncIterator]();
    // Not for await: closing this generator early must not close the source, which is read to its end.
    async function* tapped() {
        for (;;) {
            const next = await iterator.next().catch((error) => {
                sourceError = { error };
                throw error;
            });
            if (next.done)
                return;
            size += next.value.byteLength;
            if (size > file.size)
                return;
            hash?.update(next.value);
            yield next.value;
        }
    }
    let failure;
    try {
        await consume(tapped());
    }
    catch (error) {
        failure = { error };
    }
    try {
        if (sourceError === undefined)
            for await (const _ of tapped())
                if (size > file.size)
                    break;
    }
    catch {
        // Reported below, as sourceError.
    }
    await iterator.return?.();
    if (sourceError !== undefined)
        throw sourceError.error;
    checkProof(file, size, hash?.digest('hex') ?? file.md5);
    return failure;
}
async function discard(bytes) {
    for await (const _ of bytes)
        ;
}
function checkProof(file, size, md5) {
    const hint = 'The report was damaged or replaced after its delivery. Wait for the next one.';
    if (size !== file.size) {
        const found = size > file.size ? 'more' : `only ${size}`;
        const message = `has ${found} bytes, but the inventory manifest says ${file.size}`;
        throw new errors/* ActionError */.lZ('CHECKSUM_MISMATCH', message, { hint });
    }
    if (md5 !== file.md5) {
        throw new errors/* ActionError */.lZ('CHECKSUM_MISMATCH', `has MD5 ${md5}, but the inventory manifest says ${file.md5}`, { hint });
    }
}


/***/ }),

/***/ 428:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  vd: () => (/* binding */ chooseForRow),
  n$: () => (/* binding */ classifyRow),
  BV: () => (/* binding */ createPolicy),
  lb: () => (/* binding */ listDetailColumns),
  B4: () => (/* binding */ needsLook)
});

// EXTERNAL MODULE: ./lib/words/encryption.js
var encryption = __nccwpck_require__(396);
;// CONCATENATED MODULE: ./lib/words/key-rule.js
// Defines what a policy can require of an object's KMS key, in addition to the encryption status. Pure.
const ANY_KEY = { kmsKeyArn: undefined, bucketKey: false };
/** Statuses whose objects are encrypted under a KMS key. */
const KMS_STATUSES = ['SSE-KMS', 'DSSE-KMS'];
/** True if only objects under KMS keys are accepted: only then can a policy require a specific key. */
function acceptsOnlyKms(accepted) {
    return accepted.length > 0 && accepted.every((status) => KMS_STATUSES.includes(status));
}
/** True if an object of this status can break the rule, so its status alone is not enough. */
function asksMoreOf(status, rule) {
    if (!KMS_STATUSES.includes(status))
        return false;
    return rule.kmsKeyArn !== undefined || (rule.bucketKey && status === 'SSE-KMS');
}
/** `arn:<partition>:kms:<region>:<account>:key/mrk-<hex>` (KMS Developer Guide, "Multi-Region keys"). */
const MULTI_REGION_KEY = /^(arn:[^:]+:kms):[^:]+:(\d{12}:key\/mrk-.+)$/;
const isMultiRegionKey = (kmsKeyArn) => MULTI_REGION_KEY.test(kmsKeyArn);
/**
 * True if two ARNs refer to the same key. Replicas of a multi-Region key are the same key in different Regions: same
 * key material, id, account and partition. All other ARNs must be identical.
 */
function isSameKey(one, other) {
    return one === other || (one !== undefined && other !== undefined && withoutRegion(one) === withoutRegion(other));
}
function withoutRegion(kmsKeyArn) {
    const [, service, key] = MULTI_REGION_KEY.exec(kmsKeyArn) ?? [];
    return service === undefined ? kmsKeyArn : `${service}::${key}`;
}
/** The part of the policy that the object breaks; undefined if it complies. */
function findBreach(seen, accepted, rule) {
    if (!accepted.includes(seen.encryption))
        return 'status';
    if (!asksMoreOf(seen.encryption, rule))
        return undefined;
    if (rule.kmsKeyArn !== undefined && !isSameKey(seen.kmsKeyArn, rule.kmsKeyArn))
        return 'key';
    return rule.bucketKey && seen.encryption === 'SSE-KMS' && !seen.bucketKey ? 'bucket-key' : undefined;
}

;// CONCATENATED MODULE: ./lib/findings/acl.js
// Reads the ObjectAccessControlList column, and tells whether an ACL is the private one that a copy would set.
/** A judge for many objects, most of which have the same ACL as the object before. */
function createAclJudge() {
    let last;
    let judgement = 'unknown';
    return (column, owner) => {
        if (last === undefined || last.column !== column || last.owner !== owner) {
            last = { column, owner };
            judgement = judgeAcl(column, owner);
        }
        return judgement;
    };
}
/**
 * Judges an object's ACL: base64 of `{"version","status","grants":[{"canonicalId","type","permission"}]}` (S3 User
 * Guide, "Object access control lists in Amazon S3 Inventory"). Private means exactly one grant, FULL_CONTROL for the
 * object's owner; without the ObjectOwner column the grantee cannot be identified as the owner.
 */
function judgeAcl(column, owner) {
    const acl = parseAcl(column ?? '');
    if (acl === undefined)
        return 'unknown';
    const [grant] = acl;
    if (grant === undefined || acl.length > 1)
        return 'not-private';
    const { type, permission, canonicalId } = grant;
    if (type !== 'CanonicalUser' || permission !== 'FULL_CONTROL')
        return 'not-private';
    if (owner === undefined || owner === '')
        return 'unknown';
    return canonicalId === owner ? 'private' : 'not-private';
}
/** The grants; undefined if there are none or the text is not as documented. */
function parseAcl(column) {
    try {
        const value = JSON.parse(Buffer.from(column, 'base64').toString('utf8'));
        const { status, grants } = value;
        const isRead = status === 'AVAILABLE' && Array.isArray(grants);
        return isRead && grants.every((grant) => typeof grant === 'object' && grant !== null) ? grants : undefined;
    }
    catch {
        return undefined;
    }
}

;// CONCATENATED MODULE: ./lib/findings/object-filter.js
// Defines which objects a filter selects, as data: the scan evaluates its terms for each row, and another engine can
// translate them, since each names the columns that it needs.
/** Columns of which one value of a list must be there. */
const LIST_COLUMNS = {
    storageClasses: 'storageclass',
    accessTiers: 'intelligenttieringaccesstier',
    encryption: 'encryptionstatus',
    owners: 'objectowner',
    replication: 'replicationstatus',
};
/**
 * Columns about holds and retention. It is not confirmed what reports call the one of event holds
 * (docs/unconfirmed.md): both names are read, and one of them is enough.
 */
const LOCK_COLUMNS = ['objectlockretainuntildate', 'objectlocklegalholdstatus'];
const EVENT_HOLD_COLUMNS = ['objectlockeventholdstatus', 'objectlockeventhold'];
/** The conditions of a filter, those that take the least time to check first. */
function listTerms(filter) {
    const { largerThan, smallerThan, olderThanMs, newerThanMs, acl, lock } = filter;
    return [
        ...when(largerThan, (bytes) => ({ about: 'size', is: 'larger-than', bytes })),
        ...when(smallerThan, (bytes) => ({ about: 'size', is: 'smaller-than', bytes })),
        ...Object.keys(LIST_COLUMNS).flatMap((name) => when(filter[name], (values) => ({ about: LIST_COLUMNS[name], is: 'one-of', values }))),
        ...when(olderThanMs, (ms) => ({ about: 'age', is: 'older-than', ms })),
        ...when(newerThanMs, (ms) => ({ about: 'age', is: 'newer-than', ms })),
        ...when(lock, (is) => ({ about: 'lock', is })),
        ...when(acl, (is) => ({ about: 'acl', is })),
    ];
}
function when(value, term) {
    return value === undefined ? [] : [term(value)];
}
/** The columns that a term reads. */
function columnsOf({ about }) {
    switch (about) {
        case 'age':
            return ['lastmodifieddate'];
        case 'acl':
            return ['objectaccesscontrollist', 'objectowner'];
        case 'lock':
            return LOCK_COLUMNS;
        default:
            return [about];
    }
}
/** The columns that a filter needs and a report lacks, each once. */
function listMissingColumns(filter, columns) {
    const needed = new Set(listTerms(filter).flatMap(columnsOf));
    return [...needed].filter((column) => !columns.includes(column));
}

;// CONCATENATED MODULE: ./lib/findings/row-lock.js
// Tells from a row of a report whether its object was locked when the report was made.

/** Holds last until they are lifted or released, whatever the retain-until date is. */
const HOLD_COLUMNS = ['objectlocklegalholdstatus', ...EVENT_HOLD_COLUMNS];
/** `reportTime`: when the listing started, epoch milliseconds. False also for a report without the columns. */
function isRowLocked(row, reportTime) {
    if (HOLD_COLUMNS.some((column) => row?.text(column)?.toLowerCase() === 'on'))
        return true;
    const retainUntil = row?.text('objectlockretainuntildate');
    if (retainUntil === undefined || retainUntil === '')
        return false;
    const until = row?.time('objectlockretainuntildate') ?? Number.NaN;
    // An invalid date counts as one in the future.
    return !(until <= reportTime);
}
/** Whether the report shows retention and legal holds. */
const showsLocks = (row) => LOCK_COLUMNS.every((column) => row.text(column) !== undefined);

;// CONCATENATED MODULE: ./lib/findings/match-filter.js
// Evaluates the terms of a filter for the rows of a report, at the speed of a scan: nothing is created for a row.



/** One test per term. A value that the report does not show fulfills no condition. */
function compileTerms(terms, facts) {
    return terms.map((term) => compileTerm(term, facts));
}
function compileTerm(term, { reportTime, hasSize }) {
    switch (term.about) {
        case 'size':
            return testSize(term, hasSize);
        case 'age':
            return testAge(term, reportTime);
        case 'acl':
            return testAcl(term.is);
        case 'lock':
            return (row) => showsLocks(row) && isRowLocked(row, reportTime) === (term.is === 'locked');
        case 'encryptionstatus':
            return testStatus(term.values);
        default:
            return testValue(term);
    }
}
function testSize({ is, bytes }, hasSize) {
    return is === 'larger-than' ? (row) => hasSize && row.size > bytes : (row) => hasSize && row.size < bytes;
}
/** Comparisons with NaN are always false. */
function testAge({ is, ms }, reportTime) {
    const age = (row) => reportTime - (row.time('lastmodifieddate') ?? Number.NaN);
    return is === 'older-than' ? (row) => age(row) > ms : (row) => age(row) < ms;
}
function testAcl(is) {
    const judge = createAclJudge();
    return (row) => judge(row.text('objectaccesscontrollist'), row.text('objectowner')) === is;
}
/** Rows hold the status as an index, so no text is read. */
function testStatus(values) {
    const accepted = encryption/* ENCRYPTION_STATUSES */.JD.map((status) => values.includes(status));
    return (row) => accepted[row.status] === true;
}
function testValue({ about, values }) {
    const accepted = new Set(values);
    return (row) => accepted.has(row.text(about) ?? '');
}

;// CONCATENATED MODULE: ./lib/findings/find-exception.js
// Finds the exception that a finding matches.


/**
 * Prepares rules for many rows. An unknown size or time does not fulfill any condition: without a Size column
 * (`hasSize`), or without a date, the object stays a finding. `keys` must be made from the same rules.
 */
function compileExceptions(rules, facts) {
    if (rules.length === 0)
        return () => undefined;
    const tests = rules.map((rule, index) => [
        ...compileTerms(listTerms(rule), facts),
        ...testKey(rule, index, facts.keys),
    ]);
    return (row) => {
        const index = tests.findIndex((conditions) => conditions.length > 0 && conditions.every((holds) => holds(row)));
        return index < 0 ? undefined : index;
    };
}
function testKey({ prefix, suffix }, index, keys) {
    return prefix === undefined && suffix === undefined ? [] : [(row) => keys.fitsException(row, index)];
}

// EXTERNAL MODULE: ./lib/words/errors.js
var errors = __nccwpck_require__(758);
;// CONCATENATED MODULE: ./lib/inventory/coverage.js
// Determines which part of a bucket its reports list: all of it, the keys under one prefix, or an unknown part. What an
// inventory configuration says today does not prove what it said when an older report was generated, and reports do not
// say it either.

/** From the filter of a configuration; S3 supports prefix filters only (S3 API Reference, "InventoryFilter"). */
function coverageOf(filterPrefix = '') {
    return filterPrefix === '' ? { kind: 'whole' } : { kind: 'prefix', prefix: filterPrefix };
}
/** What several reports list together. */
function uniteCoverages(coverages) {
    const decisive = coverages.find(({ kind }) => kind === 'whole') ?? coverages.find(({ kind }) => kind === 'unknown');
    if (decisive !== undefined)
        return decisive;
    const prefixes = [...new Set(coverages.flatMap(listPrefixes))];
    // A prefix that begins with another one adds nothing.
    const widest = prefixes.filter((one) => !prefixes.some((other) => other !== one && one.startsWith(other)));
    const [only = ''] = widest;
    return widest.length > 1 ? { kind: 'prefixes', prefixes: widest } : coverageOf(only);
}
function listPrefixes(coverage) {
    if (coverage.kind === 'prefixes')
        return coverage.prefixes;
    return coverage.kind === 'prefix' ? [coverage.prefix] : [];
}
/** The prefix that all listed keys have, as far as is known; '' for none. */
const prefixOf = (coverage) => (coverage.kind === 'prefix' ? coverage.prefix : '');
/** The text of a glob before its first wildcard: every key that it matches begins with it. */
const startOf = (glob) => glob.replace(/[*?].*$/s, '');
/**
 * Whether the reports cover everything that is judged: they list the whole bucket, or each of the globs `include` can
 * match only keys under a listed prefix (its text before the first wildcard begins with the prefix).
 */
function coversAll(coverage, include) {
    if (coverage.kind === 'whole')
        return true;
    const prefixes = listPrefixes(coverage);
    const starts = include.map(startOf);
    return starts.length > 0 && starts.every((start) => prefixes.some((prefix) => start.startsWith(prefix)));
}
/**
 * For each of several reports, oldest first: what the keys begin with that both it and a newer one may list. '' for
 * every key of the report; none if no newer report may list any.
 */
function findPrefixesOfNewer(coverages) {
    return coverages.map((coverage, rank) => {
        const own = prefixOf(coverage);
        const others = coverages.slice(rank + 1).map(prefixOf);
        return [
            ...new Set(others.flatMap((other) => (own.startsWith(other) ? [own] : other.startsWith(own) ? [other] : []))),
        ];
    });
}
const TODAY = 'as it is today, which does not prove what it was when the report was made';
/** What the verdict covers, in a sentence that names no key. */
function describeScope(coverage) {
    switch (coverage.kind) {
        case 'whole':
            return `Scope: the whole bucket, by the inventory configuration ${TODAY}.`;
        case 'prefix':
            return `Scope: only the prefix that the inventory configuration is limited to, ${TODAY}.`;
        case 'prefixes':
            return `Scope: only the ${coverage.prefixes.length} prefixes that the inventory configurations are limited to, ${TODAY}.`;
        case 'unknown':
            return `Scope: what the report lists; whether that is the whole bucket is unknown, because ${coverage.why}.`;
    }
}
/** The report was generated under an earlier filter: what it lists is not what the configuration says. */
function refuseOutsider() {
    return new errors/* ActionError */.lZ('WRONG_PREFIX', 'a row is outside the prefix that the inventory configuration is limited to, so the report was made with another filter', {
        hint: 'The filter of the configuration was changed after the report was made: wait for the next report, or read the reports of another configuration (inventory-id).',
    });
}

;// CONCATENATED MODULE: ./lib/findings/globs/tokens.js
// Parses key patterns (`*`, `**`, `?`) into tokens over the UTF-8 bytes of a key.
/** A token is a literal byte, or one of these. */
const ANY_ONE = 0x100;
/** After ANY_ONE, which takes the first byte of a character: any number of its continuation bytes. */
const REST_OF_CHAR = 0x101;
const STAR = 0x102;
const GLOBSTAR = 0x103;
/** Consumes nothing: what follows is a globstar and "/", which can be skipped together. */
const MAYBE_FOLDERS = 0x104;
const SLASH = 0x2f;
/** Not a byte of UTF-8: used for a lone surrogate, which no key can contain. */
const NEVER = 0xff;
/**
 * `*` is any text without "/", `**` any text, `?` one character that is not "/"; `**` followed by "/" at the start of a
 * segment also matches no folder at all. All other characters are literal.
 */
function parseGlob(pattern) {
    const tokens = [];
    let atStart = true;
    for (const [part] of pattern.matchAll(/\*+|\?|[^*?]/gu)) {
        const isGlobstar = part.startsWith('**');
        // The next character is not known yet: the token is inserted before the globstar once "/" follows.
        if (part === '/' && tokens.at(-1) === GLOBSTAR && atStart)
            tokens.splice(-1, 0, MAYBE_FOLDERS);
        if (isGlobstar)
            tokens.push(GLOBSTAR);
        else if (part === '*')
            tokens.push(STAR);
        else if (part === '?')
            tokens.push(ANY_ONE, REST_OF_CHAR);
        else
            tokens.push(...bytesOf(part));
        if (!isGlobstar)
            atStart = part === '/';
    }
    return tokens;
}
/** Any key that starts with this text. */
function parsePrefix(text) {
    return [...bytesOf(text), GLOBSTAR];
}
/** Any key that ends with this text. */
function parseSuffix(text) {
    return [GLOBSTAR, ...bytesOf(text)];
}
function bytesOf(text) {
    return text.isWellFormed() ? [...Buffer.from(text, 'utf8')] : [NEVER];
}

;// CONCATENATED MODULE: ./lib/findings/globs/glob-pattern.js
// Compiles one pattern into an automaton that reads a key byte by byte: one state at a time, one step per byte.
//
// The states are sets of places in the pattern that the text so far may have led to. Only places that can still make a
// difference are kept: from a `**`, everything can match that could match from any place before it, and from a `*`,
// everything that could match from any place before it in the same segment. So `*a*a*a…` and `**/**/**/…` have no more
// states than characters. If many remain, as for `**a????????????`, the pattern is rejected.

/** More than any pattern of 1,024 bytes has that is not ambiguous over many characters. */
const MAX_STATES = 4096;
/** The state from which nothing can match, and the state in which every key begins. */
const DEAD = 0;
const START = 1;
/**
 * Compiles a pattern so that its states need not remember a match if it ends in `**`: with many such patterns, each
 * combination would be a separate state. Undefined for more than MAX_STATES states.
 */
function compileSticky(tokens) {
    const start = tokens.at(-1) === GLOBSTAR ? compilePattern(tokens.slice(0, -1)) : undefined;
    // A match before the first byte would have to be noticed without a step.
    return start === undefined || start.accepts[START] === 1 ? compilePattern(tokens) : { ...start, isSticky: true };
}
/** Undefined for a pattern that would have more than MAX_STATES states. */
function compilePattern(tokens) {
    const { classes, samples } = classify(tokens);
    const places = new PlaceSets(tokens);
    const next = samples.map(() => DEAD);
    places.add([]);
    places.add(places.start());
    for (let state = START; state < places.count; state++) {
        for (const after of stepWithAll(samples, state, places))
            next.push(after);
        if (places.count > MAX_STATES)
            return undefined;
    }
    return {
        states: places.count,
        classes,
        classCount: samples.length,
        next: Uint16Array.from(next),
        accepts: places.accepts(),
        isSticky: false,
        weight: weigh(tokens, places.count),
    };
}
/** The states after each of the bytes. Bytes that are not distinguished here, usually most, share one step. */
function stepWithAll(samples, state, places) {
    const named = places.names(state);
    let afterOthers;
    return samples.map((byte) => {
        const step = () => places.add(places.step(state, byte));
        if (byte === SLASH || isContinuation(byte) || named.includes(byte))
            return step();
        afterOthers ??= step();
        return afterOthers;
    });
}
/**
 * The states of several patterns multiply if each pattern can be at any of its places, whatever the others are at:
 * between its `**` (one of which is where it begins or is reached by the start of the key), and between the `*` of a
 * segment. Otherwise patterns advance from segment to segment together, or end. States beyond the number of places add
 * to the pattern's own weight.
 */
function weigh(tokens, states) {
    const globstars = tokens.filter((token) => token === GLOBSTAR).length;
    const segments = findSegments(tokens);
    const stars = new Map();
    tokens.forEach((token, place) => {
        if (token === STAR)
            stars.set(segments[place], (stars.get(segments[place]) ?? 0) + 1);
    });
    const spare = states / (tokens.length + 2);
    return [globstars, Math.max(...stars.values()), spare].reduce((sum, ways) => sum + Math.log2(Math.max(1, ways)), 0);
}
/** Bytes that the pattern distinguishes: each that it names, "/", continuation bytes of characters, and all others. */
function classify(tokens) {
    const named = new Set([...tokens.filter((token) => token < ANY_ONE), SLASH]);
    const samples = [];
    const known = new Map();
    const classes = Uint8Array.from({ length: 256 }, (_, byte) => {
        const kind = named.has(byte) ? byte : isContinuation(byte) ? -1 : -2;
        const found = known.get(kind) ?? samples.push(byte) - 1;
        known.set(kind, found);
        return found;
    });
    return { classes, samples };
}
const isContinuation = (byte) => byte >= 0x80 && byte < 0xc0;
/** Numbered sets of places in a pattern. A place is the index of the token that comes next. */
class PlaceSets {
    #tokens;
    #segments;
    #sets = [];
    #numbers = new Map();
    /** The round in which a place was last reached: each step is a round. */
    #reached;
    #round = 0;
    constructor(tokens) {
        this.#tokens = tokens;
        this.#segments = findSegments(tokens);
        this.#reached = new Uint32Array(tokens.length + 1);
    }
    get count() {
        return this.#sets.length;
    }
    add(places) {
        const name = String.fromCharCode(...places);
        const number = this.#numbers.get(name) ?? this.#sets.push(places) - 1;
        this.#numbers.set(name, number);
        return number;
    }
    start() {
        const places = [];
        this.#round++;
        this.#reach(0, places);
        return this.#prune(places);
    }
    /** The tokens that come next at any place of the state: bytes, and others. */
    names(state) {
        return this.#sets[state].map((place) => this.#tokens[place]);
    }
    step(state, byte) {
        const places = [];
        this.#round++;
        for (const place of this.#sets[state]) {
            const token = this.#tokens[place];
            if (token === byte || (token === ANY_ONE && byte !== SLASH && !isContinuation(byte))) {
                this.#reach(place + 1, places);
            }
            else if (token === GLOBSTAR ||
                (token === STAR && byte !== SLASH) ||
                (token === REST_OF_CHAR && isContinuation(byte))) {
                this.#reach(place, places);
            }
        }
        return this.#prune(places);
    }
    accepts() {
        return Uint8Array.from(this.#sets, (places) => (places.includes(this.#tokens.length) ? 1 : 0));
    }
    #reach(from, places) {
        for (let place = from; this.#reached[place] !== this.#round; place++) {
            this.#reached[place] = this.#round;
            const token = this.#tokens[place];
            if (token === MAYBE_FOLDERS)
                this.#reach(place + 3, places);
            else
                places.push(place);
            if (token === undefined || token <= ANY_ONE)
                return;
        }
    }
    /** The places that make a difference, ascending. */
    #prune(places) {
        const kept = [];
        let needless = Number.POSITIVE_INFINITY;
        for (const place of places.sort((a, b) => b - a)) {
            const token = this.#tokens[place];
            if (place >= needless)
                continue;
            kept.push(place);
            if (token === GLOBSTAR)
                break;
            if (token === STAR)
                needless = this.#segments[place];
        }
        return kept.reverse();
    }
}
/** For each place, the first place of its segment: after the nearest "/" or `**`. */
function findSegments(tokens) {
    const segments = new Uint16Array(tokens.length);
    for (let place = 1; place < tokens.length; place++) {
        const before = tokens[place - 1];
        const isFirst = before === SLASH || before === GLOBSTAR || before === MAYBE_FOLDERS;
        segments[place] = isFirst ? place : segments[place - 1];
    }
    return segments;
}

;// CONCATENATED MODULE: ./lib/findings/glob.js
// Checks the key patterns `include` and `exclude`: how many, how long, and how much work matching them may be.



const MAX_GLOBS = 100;
const MAX_GLOB_BYTES = 1024;
/**
 * Maximum total weight of all patterns of a run. With keys crafted for it, patterns of this weight need some thirty
 * automata (globs/automaton.ts). Two hundred patterns with two globstars before their end have this weight; lists of
 * extensions and folders weigh next to nothing.
 */
const MAX_WEIGHT = 200;
/**
 * Compiles patterns: `*` is any text without "/", `**` any text, `?` one character that is not "/"; `**` followed by
 * "/" at the start of a segment also matches no folder at all. All other characters are literal.
 * @throws ActionError INVALID_INPUT for more than 100 patterns, an empty one, one over 1,024 bytes, or one (named) that
 *   would take too much work
 */
function compileGlobs(patterns) {
    if (patterns.length > MAX_GLOBS) {
        throw new errors/* ActionError */.lZ('INVALID_INPUT', `There are ${patterns.length} patterns; at most ${MAX_GLOBS} are allowed.`);
    }
    return patterns.map(compileGlob);
}
/** Checks the patterns of a run, separately and together. @throws ActionError INVALID_INPUT, as compileGlobs */
function checkGlobs(include, exclude) {
    const patterns = [...include, ...exclude];
    const weights = [...compileGlobs(include), ...compileGlobs(exclude)].map(({ weight }) => weight);
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    if (total <= MAX_WEIGHT)
        return;
    const heaviest = patterns[weights.indexOf(Math.max(...weights))];
    throw new ActionError('INVALID_INPUT', `The pattern "${heaviest}" and the others would take too much work together: write it with fewer "*" and "**", or use fewer patterns that have several of them.`);
}
/** Compiled patterns by their text: the buckets of a fleet have many in common. */
const known = new Map();
const MAX_KNOWN = 2 * MAX_GLOBS;
function compileGlob(pattern) {
    const bytes = Buffer.byteLength(pattern);
    if (bytes === 0 || bytes > MAX_GLOB_BYTES) {
        throw new errors/* ActionError */.lZ('INVALID_INPUT', `The pattern "${pattern}" has ${bytes} bytes; 1 to ${MAX_GLOB_BYTES} are allowed.`);
    }
    const compiled = known.get(pattern) ?? compileSticky(parseGlob(pattern));
    if (compiled === undefined) {
        throw new errors/* ActionError */.lZ('INVALID_INPUT', `The pattern "${pattern}" would take too much work: behind its first "*" there are so many "?" and "*" that more than ${MAX_STATES} ways to match would have to be followed. Write it with fewer.`);
    }
    if (known.size >= MAX_KNOWN)
        known.clear();
    known.set(pattern, compiled);
    return compiled;
}

// EXTERNAL MODULE: ./lib/words/object-key.js
var object_key = __nccwpck_require__(736);
;// CONCATENATED MODULE: ./lib/findings/globs/tuples.js
// Numbers tuples of small numbers, each distinct one once, in order of appearance.
const EMPTY = -1;
class TupleNumbers {
    count = 0;
    #width;
    #slots;
    #tuples;
    /** For at most `limit` tuples of `width` numbers. */
    constructor(width, limit) {
        this.#width = width;
        this.#slots = new Int32Array(2 ** Math.ceil(Math.log2(2 * limit))).fill(EMPTY);
        this.#tuples = new Uint16Array(64 * width);
    }
    /** The tuple's number; undefined if it has none yet. */
    find(tuple) {
        const number = this.#slots[this.#slotOf(tuple)];
        return number === EMPTY ? undefined : number;
    }
    /** Gives the next number to a tuple that has none. */
    add(tuple) {
        const number = this.count++;
        if (this.#tuples.length < this.count * this.#width)
            this.#grow();
        this.#tuples.set(tuple, number * this.#width);
        this.#slots[this.#slotOf(tuple)] = number;
        return number;
    }
    /** The number at `position` of a tuple. */
    at(number, position) {
        return this.#tuples[number * this.#width + position];
    }
    clear() {
        this.count = 0;
        this.#slots.fill(EMPTY);
    }
    #grow() {
        const grown = new Uint16Array(this.#tuples.length * 2);
        grown.set(this.#tuples);
        this.#tuples = grown;
    }
    /** The slot that contains the tuple's number, or is free for it. */
    #slotOf(tuple) {
        const mask = this.#slots.length - 1;
        let slot = hash(tuple) & mask;
        for (;;) {
            const number = this.#slots[slot];
            if (number === EMPTY || this.#equals(number, tuple))
                return slot;
            slot = (slot + 1) & mask;
        }
    }
    #equals(number, tuple) {
        const from = number * this.#width;
        for (let i = 0; i < this.#width; i++)
            if (this.#tuples[from + i] !== tuple[i])
                return false;
        return true;
    }
}
/** FNV-1a over the numbers, with its upper bits mixed into the lower ones. */
function hash(tuple) {
    let value = 0x811c9dc5;
    for (let i = 0; i < tuple.length; i++)
        value = Math.imul(value ^ tuple[i], 0x01000193);
    return (value ^ (value >>> 15)) >>> 0;
}

;// CONCATENATED MODULE: ./lib/findings/globs/automaton.js
// Matches several patterns against one key at once: an automaton whose states are created when a key first reaches
// them, and discarded when there are too many.



/** Maximum number of states. A table takes 4 bytes per state and class of bytes: 1.6 MB for a hundred classes. */
const automaton_MAX_STATES = 4096;
/**
 * Creating a state takes as long as reading hundreds of bytes of a key. If fewer bytes per state were read since the
 * last reset, the combined patterns have too many states: reading them in two automata is faster.
 */
const BYTES_PER_STATE = 500;
/** No state: the transition has not been created. */
const UNKNOWN = 0;
class Automaton {
    /** The states of several patterns together do not fit: the automaton should be halved. */
    isCrowded = false;
    /** How often all states were discarded: state numbers are then reused. */
    restarts = 0;
    #patterns;
    /** By pattern: 1 if it has matched a key. */
    #matched;
    /** The class of each byte: bytes of one class are never distinguished. */
    classes;
    /** The same for keys with escapes, where a byte that encodes others is in a class without transitions. */
    escapedClasses;
    /**
     * Columns of a state in the tables: its transitions, one of which is never created, and the state without the matches
     * so far, which is also the first state, in which every key begins.
     */
    width;
    /**
     * A state is the tuple of the patterns' states, and of the answers of sticky patterns that have matched. UNKNOWN
     * comes first in the tables, so state numbers there are one higher.
     */
    #tuples;
    #tuple;
    #limit;
    /**
     * For each state, the next state after a byte of each class. States are identified here by the start of their row.
     */
    next;
    #answers;
    /** 1 for each state in which a key has ended. */
    #isSeen;
    #last = 1;
    #bytes = 0;
    constructor(patterns, limit = automaton_MAX_STATES) {
        const { classes, count } = joinClasses(patterns);
        this.#patterns = patterns;
        this.#matched = new Uint8Array(patterns.length);
        this.classes = classes;
        this.escapedClasses = classes.map((kind, byte) => ((0,object_key/* standsForItself */.oD)(byte) ? kind : count));
        this.width = count + 2;
        // A single pattern has only its own states, before and after it has matched, and they are never discarded.
        const [only] = patterns;
        this.#limit = patterns.length === 1 && only !== undefined ? 2 * only.pattern.states : limit;
        this.#tuples = new TupleNumbers(patterns.length + 1, this.#limit);
        this.#tuple = new Uint16Array(patterns.length + 1);
        this.next = new Int32Array(16 * this.width);
        this.#answers = new Int32Array(16);
        this.#isSeen = new Uint8Array(16);
        this.#begin();
    }
    /** Number of patterns. */
    get size() {
        return this.#patterns.length;
    }
    /** Records the state in which a key of this many bytes ended; returns the answers of all patterns that match it. */
    end(state, bytes) {
        this.#bytes += bytes;
        this.#last = state / this.width;
        this.#isSeen[this.#last] = 1;
        return this.#answers[this.#last];
    }
    /** The answers of the sticky patterns that have matched on the way to a state. */
    settled(state) {
        return this.#tuples.at(state / this.width - 1, this.size);
    }
    /** The same state, but with no sticky pattern matched; created if necessary. */
    unsettle(state) {
        const at = state + this.width - 1;
        const known = this.next[at];
        if (known !== UNKNOWN)
            return known;
        for (let i = 0; i < this.size; i++)
            this.#tuple[i] = this.#tuples.at(state / this.width - 1, i);
        this.#tuple[this.size] = 0;
        return this.#goTo(at);
    }
    /** Whether the pattern at this position, which is not sticky, matches the key that was read last. */
    matches(position) {
        return this.#accepts(this.#last, position);
    }
    /** By pattern: 1 if it has matched any key. */
    matched() {
        this.#noteSeen();
        return this.#matched;
    }
    /** Two automata, each with half of the patterns, that replace this one. */
    halve() {
        this.#noteSeen();
        const middle = this.#patterns.length >> 1;
        return [
            { from: 0, to: middle },
            { from: middle, to: this.#patterns.length },
        ].map(({ from, to }) => {
            const half = new Automaton(this.#patterns.slice(from, to), this.#limit);
            half.#matched.set(this.#matched.subarray(from, to));
            return half;
        });
    }
    #begin() {
        this.#tuple.fill(START);
        this.#tuple[this.size] = 0;
        this.#add();
    }
    /** The state after `state` and a byte, created if necessary. */
    step(state, byte) {
        const at = state + this.classes[byte];
        const after = this.next[at];
        return after === UNKNOWN ? this.#make(at, state / this.width - 1, byte) : after;
    }
    #make(at, number, byte) {
        let settled = this.#tuples.at(number, this.size);
        for (let i = 0; i < this.size; i++) {
            const { pattern, answer } = this.#patterns[i];
            const { next, classes, classCount } = pattern;
            const state = next[this.#tuples.at(number, i) * classCount + classes[byte]];
            this.#tuple[i] = state;
            if (!pattern.isSticky || pattern.accepts[state] !== 1)
                continue;
            settled |= answer;
            // This step is created because a key takes it for the first time.
            this.#matched[i] = 1;
        }
        this.#tuple[this.size] = settled;
        return this.#goTo(at);
    }
    /** The state of the tuple, created if necessary, and recorded in the table. */
    #goTo(at) {
        const known = this.#tuples.find(this.#tuple);
        if (known === undefined && this.#tuples.count === this.#limit)
            return this.#restart() * this.width;
        const after = ((known ?? this.#add()) + 1) * this.width;
        this.next[at] = after;
        return after;
    }
    /** Creates a state for the tuple. */
    #add() {
        const number = this.#tuples.add(this.#tuple);
        if (number + 1 >= this.#answers.length)
            this.#grow();
        this.next.fill(UNKNOWN, (number + 1) * this.width, (number + 2) * this.width);
        this.#isSeen[number + 1] = 0;
        let answer = this.#tuple[this.size];
        for (let i = 0; i < this.size; i++) {
            if (this.#accepts(number + 1, i))
                answer |= this.#patterns[i].answer;
        }
        this.#answers[number + 1] = answer;
        return number;
    }
    /** Discards all states except the first and that of the tuple, which is returned. */
    #restart() {
        this.restarts++;
        this.#noteSeen();
        this.isCrowded ||= this.#patterns.length > 1 && this.#bytes < this.#limit * BYTES_PER_STATE;
        this.#bytes = 0;
        const tuple = this.#tuple.slice();
        this.#tuples.clear();
        this.#begin();
        this.#tuple.set(tuple);
        return (this.#tuples.find(tuple) ?? this.#add()) + 1;
    }
    #noteSeen() {
        for (let state = 1; state <= this.#tuples.count; state++) {
            if (this.#isSeen[state] === 0)
                continue;
            this.#isSeen[state] = 0;
            for (let i = 0; i < this.size; i++)
                if (this.#accepts(state, i))
                    this.#matched[i] = 1;
        }
    }
    #accepts(state, position) {
        return this.#patterns[position]?.pattern.accepts[this.#tuples.at(state - 1, position)] === 1;
    }
    #grow() {
        this.next = grow(this.next, new Int32Array(this.next.length * 2));
        this.#answers = grow(this.#answers, new Int32Array(this.#answers.length * 2));
        this.#isSeen = grow(this.#isSeen, new Uint8Array(this.#isSeen.length * 2));
    }
}
function grow(from, to) {
    to.set(from);
    return to;
}
/** The classes of bytes that no pattern distinguishes. */
function joinClasses(patterns) {
    const known = new Map();
    const classes = Uint8Array.from({ length: 256 }, (_, byte) => {
        const name = patterns.map(({ pattern }) => pattern.classes[byte]).join();
        const found = known.get(name) ?? known.size;
        known.set(name, found);
        return found;
    });
    return { classes, count: known.size };
}

;// CONCATENATED MODULE: ./lib/findings/globs/key-reader.js
// Reads a key with one automaton byte by byte, a long key in two halves at once: each step depends on the one before,
// and a processor can take a step in the other half meanwhile.



/** For a shorter key, finding the middle takes longer than it saves. */
const MIN_BYTES_OF_TWO_HALVES = 192;
class KeyReader {
    automaton;
    /**
     * The state in which the second half of the last long key began. After a "/" it is usually the same, because patterns
     * process one folder at a time: the next second half starts in it, and is read again if that was wrong.
     */
    #guess;
    /**
     * Sticky matches of the first half. The second half starts as if there were none: its bytes lead to the same result.
     */
    #settled = 0;
    #first = { state: 0, at: 0, end: 0, escapeBytes: 0 };
    #second = { state: 0, at: 0, end: 0, escapeBytes: 0 };
    #minBytes;
    constructor(automaton, minBytes = MIN_BYTES_OF_TWO_HALVES) {
        this.automaton = automaton;
        this.#minBytes = minBytes;
        this.#guess = automaton.width;
    }
    /** Readers of automata with half of the patterns each, that replace this one. */
    halve() {
        return this.automaton.halve().map((half) => new KeyReader(half, this.#minBytes));
    }
    /** Reads the bytes `start` to `end`; returns the answers of all patterns that match. */
    read(bytes, start, end) {
        this.#readParts(bytes, start, end, false);
        return this.#end(end - start);
    }
    /**
     * The same for a key in the encoding of CSV reports, without decoding it first. Undefined for a key that is not ASCII
     * or not valid: it must be decoded, and checked.
     */
    readEscaped(bytes, start, end) {
        if (!this.#readParts(bytes, start, end, true))
            return undefined;
        const keyBytes = end - start - this.#first.escapeBytes - this.#second.escapeBytes;
        return keyBytes === 0 || keyBytes > object_key/* MAX_KEY_BYTES */.Xd ? undefined : this.#end(keyBytes);
    }
    #end(keyBytes) {
        return this.#settled | this.automaton.end(this.#second.state, keyBytes);
    }
    /** False for a key that must be decoded. */
    #readParts(bytes, start, end, isEscaped) {
        const middle = end - start < this.#minBytes ? start : findMiddle(bytes, start, end);
        begin(this.#first, this.automaton.width, start, middle);
        this.#settled = 0;
        if (middle === start)
            begin(this.#second, this.automaton.width, start, end);
        else if (!this.#readFirst(bytes, middle, end, isEscaped))
            return false;
        return this.#readOn(this.#second, bytes, isEscaped);
    }
    /** Reads the first half, and as much of the second as possible meanwhile. False for a key that must be decoded. */
    #readFirst(bytes, middle, end, isEscaped) {
        const { automaton } = this;
        const { restarts } = automaton;
        begin(this.#second, this.#guess, middle, end);
        this.#readBoth(bytes, isEscaped);
        if (!this.#readOn(this.#first, bytes, isEscaped))
            return false;
        this.#settled = automaton.settled(this.#first.state);
        const state = automaton.unsettle(this.#first.state);
        // Once all states have been discarded, their numbers are reused.
        if (state === this.#guess && restarts === automaton.restarts)
            return true;
        this.#guess = state;
        begin(this.#second, state, middle, end);
        return true;
    }
    /** Reads both halves until one ends, or reaches something only `#readOn` can handle. A guess creates no state. */
    #readBoth(bytes, isEscaped) {
        const first = this.#first;
        const second = this.#second;
        const { next } = this.automaton;
        const classes = isEscaped ? this.automaton.escapedClasses : this.automaton.classes;
        do {
            let { state: inFirst, at } = first;
            let { state: inSecond } = second;
            const ahead = second.at - at;
            const end = Math.min(first.end, second.end - ahead);
            for (; at < end; at++) {
                const afterFirst = next[inFirst + classes[bytes[at]]];
                const afterSecond = next[inSecond + classes[bytes[at + ahead]]];
                if (afterFirst === UNKNOWN || afterSecond === UNKNOWN)
                    break;
                inFirst = afterFirst;
                inSecond = afterSecond;
            }
            first.state = inFirst;
            first.at = at;
            second.state = inSecond;
            second.at = at + ahead;
            if (at === end)
                return;
        } while (isEscaped && this.#readAnEscape(first, bytes) && this.#readAnEscape(second, bytes));
    }
    /** False if the part is at an escape that needs more than existing steps; reads any other escape it is at. */
    #readAnEscape(part, bytes) {
        const { next, classes, escapedClasses } = this.automaton;
        if (next[part.state + escapedClasses[bytes[part.at]]] !== UNKNOWN)
            return true;
        const { byte, length } = (0,object_key/* readEscape */.yF)(bytes, part.at, part.end);
        if (byte > 0x7f)
            return false;
        const after = next[part.state + classes[byte]];
        if (after === UNKNOWN)
            return false;
        part.state = after;
        part.at += length;
        part.escapeBytes += length - 1;
        return true;
    }
    /** Reads the rest of a part. False if the key must be decoded. */
    #readOn(part, bytes, isEscaped) {
        const { automaton } = this;
        const classes = isEscaped ? automaton.escapedClasses : automaton.classes;
        const { end } = part;
        let { state, at } = part;
        for (; at < end; at++) {
            const { next } = automaton;
            for (; at < end; at++) {
                const after = next[state + classes[bytes[at]]];
                if (after === UNKNOWN)
                    break;
                state = after;
            }
            if (at === end)
                break;
            const { byte, length } = isEscaped ? (0,object_key/* readEscape */.yF)(bytes, at, end) : { byte: bytes[at], length: 1 };
            if (isEscaped && byte > 0x7f)
                return false;
            state = automaton.step(state, byte) | 0;
            at += length - 1;
            part.escapeBytes += length - 1;
        }
        part.state = state;
        part.at = end;
        return true;
    }
}
function begin(part, state, start, end) {
    part.state = state;
    part.at = start;
    part.end = end;
    part.escapeBytes = 0;
}
/**
 * Start of the second half of a key: after the first "/" of its third quarter. For a key read in one part: its start.
 */
function findMiddle(bytes, start, end) {
    const length = end - start;
    const last = start + Math.floor(length * 0.75);
    for (let at = start + (length >> 1); at < last; at++)
        if (bytes[at] === SLASH)
            return at + 1;
    return start;
}

;// CONCATENATED MODULE: ./lib/findings/globs/side-by-side.js
// Reads a key with several automata byte by byte, four at a time: each step depends on the one before, and a processor
// can take those of the other automata meanwhile.

/** Reads the bytes `start` to `end` and records the end in each automaton; returns the answers of all automata. */
function readWithAll(readers, bytes, start, end) {
    let answer = 0;
    let next = 0;
    for (; next + 3 < readers.length; next += 4)
        answer |= readWithFour(readers, next, bytes, start, end);
    for (; next < readers.length; next++)
        answer |= readers[next].read(bytes, start, end);
    return answer;
}
function readWithFour(readers, from, bytes, start, end) {
    const a = readers[from].automaton;
    const b = readers[from + 1].automaton;
    const c = readers[from + 2].automaton;
    const d = readers[from + 3].automaton;
    let inA = a.width;
    let inB = b.width;
    let inC = c.width;
    let inD = d.width;
    const [classesA, classesB, classesC, classesD] = [a.classes, b.classes, c.classes, d.classes];
    for (let at = start; at < end; at++) {
        const [nextA, nextB, nextC, nextD] = [a.next, b.next, c.next, d.next];
        for (; at < end; at++) {
            const byte = bytes[at];
            const afterA = nextA[inA + classesA[byte]];
            const afterB = nextB[inB + classesB[byte]];
            const afterC = nextC[inC + classesC[byte]];
            const afterD = nextD[inD + classesD[byte]];
            if (afterA === UNKNOWN || afterB === UNKNOWN || afterC === UNKNOWN || afterD === UNKNOWN)
                break;
            inA = afterA;
            inB = afterB;
            inC = afterC;
            inD = afterD;
        }
        if (at === end)
            break;
        const byte = bytes[at];
        inA = a.step(inA, byte) | 0;
        inB = b.step(inB, byte) | 0;
        inC = c.step(inC, byte) | 0;
        inD = d.step(inD, byte) | 0;
    }
    const length = end - start;
    return a.end(inA, length) | b.end(inB, length) | c.end(inC, length) | d.end(inD, length);
}

;// CONCATENATED MODULE: ./lib/findings/globs/key-patterns.js
// Finds which patterns of a run match the key of a row: include, exclude, the keys of exceptions, and the prefix that
// the inventory configuration is limited to, all in one reading.








// Bits of the answer for a key.
const INCLUDED = 1;
const EXCLUDED = 2;
const LISTED = 4;
class KeyPatterns {
    #includes;
    #excludes;
    #isLimited;
    /** For each exception, the positions of the patterns for its prefix and suffix. */
    #exceptions;
    #readers;
    /** The row whose key was read last: further questions about it are already answered. */
    #row;
    #number = 0;
    #answer = 0;
    /** @throws ActionError INVALID_INPUT for patterns that cannot be compiled */
    constructor({ include, exclude, listedPrefix = '', exceptions }) {
        const asked = [
            ...compileGlobs(include).map((pattern) => ({ pattern, answer: INCLUDED })),
            ...compileGlobs(exclude).map((pattern) => ({ pattern, answer: EXCLUDED })),
        ];
        if (listedPrefix !== '')
            asked.push({ pattern: compileText(parsePrefix(listedPrefix)), answer: LISTED });
        this.#isLimited = listedPrefix !== '';
        this.#includes = include.length;
        this.#excludes = exclude.length;
        this.#exceptions = exceptions.map((rule) => compileRule(rule).map((pattern) => asked.push({ pattern, answer: 0 }) - 1));
        this.#readers = asked.length === 0 ? [] : [new KeyReader(new Automaton(asked))];
    }
    /** Whether every key has to be read. */
    get judgesKeys() {
        return this.#isLimited || this.#includes + this.#excludes > 0;
    }
    /**
     * Whether include and exclude leave the row out.
     * @throws ActionError UNREADABLE for an invalid key, WRONG_PREFIX for one that the configuration does not list
     */
    leavesOut(row) {
        const answer = this.#read(row);
        if (this.#isLimited && (answer & LISTED) === 0)
            throw refuseOutsider();
        return (answer & EXCLUDED) !== 0 || (this.#includes > 0 && (answer & INCLUDED) === 0);
    }
    /** Whether the row's key has the prefix and suffix of the exception. @throws ActionError, as leavesOut */
    fitsException(row, exception) {
        const positions = this.#exceptions[exception] ?? [];
        if (positions.length === 0)
            return true;
        this.#read(row);
        return positions.every((position) => this.#matches(position));
    }
    /** Which patterns have matched so far. */
    listMatched() {
        // The row keeps the memory of its whole file alive.
        this.#row = undefined;
        const matched = this.#readers.flatMap(({ automaton }) => [...automaton.matched()]).map((flag) => flag === 1);
        const globs = this.#includes + this.#excludes;
        return { include: matched.slice(0, this.#includes), exclude: matched.slice(this.#includes, globs) };
    }
    #read(row) {
        if (this.#row === row && this.#number === row.number)
            return this.#answer;
        if (this.#readers.some(({ automaton }) => automaton.isCrowded)) {
            this.#readers = this.#readers.flatMap((reader) => (reader.automaton.isCrowded ? reader.halve() : reader));
        }
        this.#answer = this.#readEscaped(row) ?? this.#readRaw(row);
        this.#row = row;
        this.#number = row.number;
        return this.#answer;
    }
    #readEscaped(row) {
        const [only, second] = this.#readers;
        const key = second === undefined ? row.escapedKey?.() : undefined;
        return only && key && only.readEscaped(key.bytes, key.start, key.end);
    }
    #readRaw(row) {
        const { bytes, start, end } = row.rawKey();
        return readWithAll(this.#readers, bytes, start, end);
    }
    #matches(position) {
        let first = 0;
        for (const { automaton } of this.#readers) {
            if (position < first + automaton.size)
                return automaton.matches(position - first);
            first += automaton.size;
        }
        return false;
    }
}
function compileRule({ prefix, suffix }) {
    const texts = [];
    if (prefix !== undefined)
        texts.push(parsePrefix(prefix));
    if (suffix !== undefined)
        texts.push(parseSuffix(suffix));
    return texts.map(compileText);
}
function compileText(tokens) {
    const pattern = compilePattern(tokens);
    // A text has as many states as bytes.
    if (pattern === undefined)
        throw new errors/* ActionError */.lZ('INTERNAL_ERROR', 'A text has too many states.');
    return pattern;
}

// EXTERNAL MODULE: ./lib/findings/need.js
var need = __nccwpck_require__(248);
// EXTERNAL MODULE: ./lib/findings/row.js
var row = __nccwpck_require__(982);
// EXTERNAL MODULE: ./lib/findings/standing.js
var standing = __nccwpck_require__(684);
;// CONCATENATED MODULE: ./lib/findings/classify.js
// Applies the policy: what a row is, and which of its values decide about a finding. Pure.











/**
 * `hasSize`: whether the report has a Size column. `comparesKeys`: whether its keys are compared with other reports'.
 * @throws ActionError INVALID_INPUT for globs that cannot be compiled
 */
function createPolicy(spec, reportTime, hasSize, comparesKeys = false) {
    const keys = new KeyPatterns(spec);
    const dependsOnKey = encryption/* ENCRYPTION_STATUSES */.JD.map((status) => spec.accepted.includes(status) && asksMoreOf(status, spec.keyRule));
    return {
        spec,
        accepts: encryption/* ENCRYPTION_STATUSES */.JD.map((status, index) => isSettled(status, spec) && !dependsOnKey[index]),
        dependsOnKey,
        isExcluded: keys.judgesKeys ? (row) => keys.leavesOut(row) : undefined,
        readsKeys: keys.judgesKeys || comparesKeys,
        isSelected: spec.selection && joinTests(compileTerms(spec.selection.terms, { reportTime, hasSize })),
        findException: compileExceptions(spec.exceptions, { reportTime, hasSize, keys }),
        listMatched: () => keys.listMatched(),
        facts: new RowFacts(spec, reportTime),
    };
}
/** Whether the status alone shows that nothing is to be done: it complies, or the selection is about others. */
function isSettled(status, { accepted, selection }) {
    if (selection === undefined)
        return accepted.includes(status);
    return selection.terms.some((term) => term.about === 'encryptionstatus' && !term.values.includes(status));
}
const joinTests = (tests) => (row) => tests.every((holds) => holds(row));
/**
 * What a row is. Delete markers are not objects and have no status; the status of every other row must be understood,
 * including noncurrent and excluded ones, before anything can be called compliant.
 */
function classifyRow(row, policy) {
    if (row.isDeleteMarker)
        return 'delete-marker';
    if (row.status < 0)
        return 'unknown-status';
    if (!row.isLatest)
        return 'noncurrent';
    if (policy.isExcluded?.(row))
        return 'excluded';
    if (policy.accepts[row.status] === true)
        return 'compliant';
    if (policy.isSelected !== undefined)
        return policy.isSelected(row) ? 'finding' : 'compliant';
    return policy.dependsOnKey[row.status] === true ? judgeByColumn(row, policy.spec.keyRule) : 'finding';
}
/**
 * A candidate, unless the row shows what the policy asks for. S3 User Guide, "Amazon S3 Inventory list":
 * BucketKeyStatus is ENABLED or DISABLED. It is read only for SSE-KMS rows, because others have DISABLED, too; any
 * other value proves nothing. No inventory has a column with the key.
 */
function judgeByColumn(row, rule) {
    const answers = [judgeBucketKey(row, rule), judgeKey(row, rule)];
    if (answers.includes('finding'))
        return 'finding';
    return answers.includes('candidate') ? 'candidate' : 'compliant';
}
function judgeBucketKey(row, rule) {
    if (!rule.bucketKey || encryption/* ENCRYPTION_STATUSES */.JD[row.status] !== 'SSE-KMS')
        return 'compliant';
    const bucketKey = row.text('bucketkeystatus')?.toUpperCase();
    if (bucketKey === 'DISABLED')
        return 'finding';
    return bucketKey === 'ENABLED' ? 'compliant' : 'candidate';
}
function judgeKey(row, { kmsKeyArn }) {
    if (kmsKeyArn === undefined)
        return 'compliant';
    const key = row.text('kmskeyarn');
    if (key === undefined || key === '')
        return 'candidate';
    return isSameKey(key, kmsKeyArn) ? 'compliant' : 'finding';
}
/** Whether a current row with this status must be read as a whole: globs match keys, and findings are reported. */
function needsLook(status, { accepts, readsKeys }) {
    return readsKeys || accepts[status] !== true;
}
/** What is done about a finding, or why nothing is, as the spec defines for its need. */
function chooseForRow(row, policy) {
    const { facts, spec } = policy;
    if (spec.selection !== undefined) {
        const storageClass = row.text('storageclass') ?? '';
        return spec.selection.choices[(0,standing/* findStanding */.i1)(storageClass, row.text('intelligenttieringaccesstier'))];
    }
    facts.row = row;
    return spec.choices[(0,need/* findNeed */.ml)(facts)];
}
/** The columns, besides key, size and status, that are read of rows that may be findings. */
function listDetailColumns({ keyRule, aclsEnabled, selection }) {
    if (selection !== undefined) {
        const { terms } = selection;
        const holds = terms.some(({ about }) => about === 'lock') ? EVENT_HOLD_COLUMNS : [];
        const all = new Set([...SELECTION_COLUMNS, ...terms.flatMap(columnsOf), ...holds]);
        return [...all].filter((column) => !READ_OF_EVERY_ROW.has(column));
    }
    return FINDING_COLUMNS.filter((column) => {
        // ACLs are large, and needed only if they have an effect; bucket keys only if the policy requires them.
        if (column === 'bucketkeystatus')
            return keyRule.bucketKey;
        return aclsEnabled === true || (column !== 'objectaccesscontrollist' && column !== 'objectowner');
    });
}
/** A row in the form that `findNeed` takes. One object for all rows; each column is read only when needed. */
class RowFacts {
    row;
    #spec;
    #reportTime;
    #judgeAcl;
    constructor(spec, reportTime) {
        this.#spec = spec;
        this.#reportTime = reportTime;
        this.#judgeAcl = createAclJudge();
    }
    get status() {
        return encryption/* ENCRYPTION_STATUSES */.JD[this.row?.status ?? row/* UNKNOWN_STATUS */.u] ?? 'SSE-C';
    }
    get size() {
        return this.row?.size ?? 0;
    }
    get storageClass() {
        return this.row?.text('storageclass') ?? '';
    }
    get accessTier() {
        return this.row?.text('intelligenttieringaccesstier') ?? '';
    }
    get lock() {
        // Before the values of the report: nothing that is done in such a bucket can be undone until the hold is released.
        if (this.#spec.defaultEventHold === true)
            return 'default-hold';
        return isRowLocked(this.row, this.#reportTime) ? 'locked' : 'none';
    }
    get acl() {
        if (this.#spec.aclsEnabled !== true)
            return 'private';
        return this.#judgeAcl(this.row?.text('objectaccesscontrollist'), this.row?.text('objectowner'));
    }
}
const SELECTION_COLUMNS = ['storageclass', 'lastmodifieddate', 'intelligenttieringaccesstier'];
const READ_OF_EVERY_ROW = new Set(['size', 'encryptionstatus']);
/** The columns that chooseForRow and the counts of findings read, in addition to Key, Size and the status. */
const FINDING_COLUMNS = [
    'storageclass',
    'lastmodifieddate',
    'intelligenttieringaccesstier',
    'objectlockretainuntildate',
    ...HOLD_COLUMNS,
    'objectaccesscontrollist',
    'objectowner',
    'bucketkeystatus',
];


/***/ }),

/***/ 248:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   VR: () => (/* binding */ MAX_COPY_BYTES),
/* harmony export */   ml: () => (/* binding */ findNeed)
/* harmony export */ });
/* unused harmony exports NEEDS, COPYABLE_STORAGE_CLASSES */
/* harmony import */ var _standing_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(684);
// Determines what is wrong with a finding, and what prevents fixing it. Pure; does not decide what to do.

/**
 * `rekey…`: encrypted, but not as the policy requires; `encrypt…`: not encrypted at all. The suffix is the first
 * obstacle that applies: those that would cause a silent loss come first, so that `encrypt-archived` and
 * `encrypt-large` mean that there is no other obstacle.
 */
const NEEDS = (/* unused pure expression or super */ null && ([
    'sse-c',
    'dsse-kms',
    'rekey',
    'rekey-locked',
    'rekey-default-hold',
    'encrypt',
    'encrypt-locked',
    'encrypt-default-hold',
    'encrypt-acl-not-private',
    'encrypt-acl-unknown',
    'encrypt-class-unknown',
    'encrypt-class-unsupported',
    'encrypt-archived',
    /** In Intelligent-Tiering, by a source that never shows the tier. */
    'encrypt-tier-unknown',
    /** In an archive tier of a class that has none: no restore is known to help. */
    'encrypt-archived-oddly',
    'encrypt-large',
]));
/** Maximum size of one copy, of an object or of a part (S3 User Guide, "Copy objects"): 5 GiB. */
const MAX_COPY_BYTES = 5 * 2 ** 30;
/** Classes whose objects can be read immediately and that a copy job can name as its target. */
const COPYABLE_STORAGE_CLASSES = [
    'STANDARD',
    'STANDARD_IA',
    'ONEZONE_IA',
    'INTELLIGENT_TIERING',
    'GLACIER_IR',
];
const COPYABLE = new Set(COPYABLE_STORAGE_CLASSES);
function findNeed(object) {
    switch (object.status) {
        case 'SSE-C':
            return 'sse-c';
        case 'DSSE-KMS':
            return 'dsse-kms';
        case 'SSE-S3':
        case 'SSE-KMS':
            return object.lock === 'none' ? 'rekey' : `rekey-${object.lock}`;
        case 'NOT-SSE':
            // A copy is private, and without a lock, whatever its source was (API reference, "CopyObject").
            if (object.lock !== 'none')
                return `encrypt-${object.lock}`;
            return object.acl === 'private' ? findObstacle(object) : `encrypt-acl-${object.acl}`;
    }
}
function findObstacle({ storageClass, accessTier, size }) {
    if (storageClass === '')
        return 'encrypt-class-unknown';
    // Comes first: the class becomes part of a folder name, and the text of a report is not trusted.
    if (!COPYABLE.has(storageClass) && !(0,_standing_js__WEBPACK_IMPORTED_MODULE_0__/* .isArchiveClass */ .XA)(storageClass))
        return 'encrypt-class-unsupported';
    const standing = (0,_standing_js__WEBPACK_IMPORTED_MODULE_0__/* .findStanding */ .i1)(storageClass, accessTier);
    if (standing === 'archived-oddly')
        return 'encrypt-archived-oddly';
    if (standing !== 'readable')
        return 'encrypt-archived';
    return size <= MAX_COPY_BYTES ? 'encrypt' : 'encrypt-large';
}


/***/ }),

/***/ 982:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   u: () => (/* binding */ UNKNOWN_STATUS)
/* harmony export */ });
// Defines what the scan reads of one inventory row, whatever the format of the report.
/** In place of an index into ENCRYPTION_STATUSES: the row has another status. */
const UNKNOWN_STATUS = -1;


/***/ }),

/***/ 684:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   XA: () => (/* binding */ isArchiveClass),
/* harmony export */   i1: () => (/* binding */ findStanding)
/* harmony export */ });
/* unused harmony exports STANDINGS, ARCHIVE_CLASSES, ARCHIVE_TIERS */
// Determines whether an object can be read now, as far as a report shows. Pure; does not decide what to do.
/**
 * - `readable`: needs no restore
 * - `archived`: in S3 Glacier Flexible Retrieval or S3 Glacier Deep Archive; the report does not show restored copies
 * - `archived-tier`: in an archive tier of S3 Intelligent-Tiering
 * - `tier-unknown`: in S3 Intelligent-Tiering, and the report does not show the tier
 * - `archived-oddly`: in an archive tier of a class that has none
 */
const STANDINGS = (/* unused pure expression or super */ null && (['readable', 'archived', 'archived-tier', 'tier-unknown', 'archived-oddly']));
const ARCHIVE_CLASSES = new Set(['GLACIER', 'DEEP_ARCHIVE']);
/** Tiers of Intelligent-Tiering that need a restore; ARCHIVE_INSTANT_ACCESS does not. */
const ARCHIVE_TIERS = new Set([
    'ARCHIVE',
    'DEEP_ARCHIVE',
    'ARCHIVE_ACCESS',
    'DEEP_ARCHIVE_ACCESS',
]);
const isArchiveClass = (storageClass) => ARCHIVE_CLASSES.has(storageClass);
const isArchiveTier = (accessTier) => ARCHIVE_TIERS.has(accessTier);
/** `accessTier`: '' for none, undefined if the report has no such column. */
function findStanding(storageClass, accessTier) {
    if (isArchiveClass(storageClass))
        return 'archived';
    if (storageClass !== 'INTELLIGENT_TIERING')
        return isArchiveTier(accessTier ?? '') ? 'archived-oddly' : 'readable';
    if (accessTier === undefined)
        return 'tier-unknown';
    return isArchiveTier(accessTier) ? 'archived-tier' : 'readable';
}


/***/ }),

/***/ 527:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   $6: () => (/* binding */ textAt),
/* harmony export */   Ou: () => (/* binding */ codeTexts),
/* harmony export */   QB: () => (/* binding */ MAX_CODES),
/* harmony export */   _6: () => (/* binding */ decodeUtf8),
/* harmony export */   vk: () => (/* binding */ internValues),
/* harmony export */   xh: () => (/* binding */ NULL_FLAG)
/* harmony export */ });
/* harmony import */ var node_buffer__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(573);
/* harmony import */ var _unreadable_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(985);
// Defines a columnar inventory file (ORC, Parquet) for the scan: row groups whose columns are fetched one by one.


const NULL_FLAG = 2;
/**
 * Maximum number of distinct values in a coded column: codes are bytes, and status and class columns have far fewer.
 */
const MAX_CODES = 255;
/** The bytes `start` to `end` as text. Throws UNREADABLE if they are not UTF-8: nothing is replaced by U+FFFD. */
function decodeUtf8(bytes, start, end) {
    const part = Buffer.from(bytes.buffer, bytes.byteOffset + start, end - start);
    if (!(0,node_buffer__WEBPACK_IMPORTED_MODULE_0__.isUtf8)(part))
        throw (0,_unreadable_js__WEBPACK_IMPORTED_MODULE_1__/* .unreadable */ .O)('a text is not valid UTF-8');
    return part.toString('utf8');
}
/** The text of row `row` of a column; undefined is null. Throws UNREADABLE if it is not UTF-8. */
function textAt(column, row) {
    const start = column.starts[row];
    const end = column.ends[row];
    return end < start ? undefined : decodeUtf8(column.bytes, start, end);
}
/** The same column with a code per row. Throws UNREADABLE if it has more than MAX_CODES distinct values. */
function codeTexts(column) {
    const rows = column.starts.length;
    const codes = new Uint8Array(rows);
    const intern = internValues();
    let lastStart = -1;
    let lastEnd = -1;
    let lastCode = 0;
    for (let row = 0; row < rows; row += 1) {
        const start = column.starts[row];
        const end = column.ends[row];
        if (start !== lastStart || end !== lastEnd) {
            lastCode = intern.code(end < start ? undefined : decodeUtf8(column.bytes, start, end));
            lastStart = start;
            lastEnd = end;
        }
        codes[row] = lastCode;
    }
    return { codes, values: intern.values };
}
/** Gives each distinct value the next code. */
function internValues() {
    const values = [];
    const known = new Map();
    return {
        values,
        code(value) {
            const code = known.get(value);
            if (code !== undefined)
                return code;
            if (values.length === MAX_CODES)
                throw (0,_unreadable_js__WEBPACK_IMPORTED_MODULE_1__/* .unreadable */ .O)(`a column has more than ${MAX_CODES} distinct values`);
            known.set(value, values.length);
            values.push(value);
            return values.length - 1;
        },
    };
}


/***/ }),

/***/ 719:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   HA: () => (/* binding */ readByte),
/* harmony export */   LS: () => (/* binding */ readVarint),
/* harmony export */   Ro: () => (/* binding */ cursorOver),
/* harmony export */   Sx: () => (/* binding */ unzigzag),
/* harmony export */   io: () => (/* binding */ readBytes)
/* harmony export */ });
/* harmony import */ var _unreadable_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(985);
// Reads bytes that may end too early, and the variable-length integers that both formats use.

/** A cursor over `bytes`, or over the part of them from `start` to `end`. */
function cursorOver(bytes, start = 0, end = bytes.length) {
    (0,_unreadable_js__WEBPACK_IMPORTED_MODULE_0__/* .insist */ .R)(start >= 0 && start <= end && end <= bytes.length, `bytes ${start} to ${end} are outside of ${bytes.length}`);
    return { bytes, offset: start, end };
}
/** The next byte. Throws UNREADABLE at the end. */
function readByte(cursor) {
    if (cursor.offset >= cursor.end)
        throw (0,_unreadable_js__WEBPACK_IMPORTED_MODULE_0__/* .unreadable */ .O)('the data ends too early');
    return cursor.bytes[cursor.offset++];
}
/** The next `length` bytes, not copied. Throws UNREADABLE if there are fewer. */
function readBytes(cursor, length) {
    if (!(length >= 0 && length <= cursor.end - cursor.offset)) {
        throw (0,_unreadable_js__WEBPACK_IMPORTED_MODULE_0__/* .unreadable */ .O)(`a length of ${length} bytes exceeds what is left`);
    }
    const start = cursor.offset;
    cursor.offset += length;
    return cursor.bytes.subarray(start, cursor.offset);
}
/**
 * The next unsigned LEB128 integer, exact. Throws UNREADABLE above 2^53 - 1: nothing in an inventory is that large, and
 * an inexact number must not pass.
 */
function readVarint(cursor) {
    let value = 0;
    let scale = 1;
    for (let length = 1; length <= 10; length += 1) {
        const byte = readByte(cursor);
        value += (byte & 0x7f) * scale;
        if (byte < 0x80) {
            if (value > Number.MAX_SAFE_INTEGER)
                throw (0,_unreadable_js__WEBPACK_IMPORTED_MODULE_0__/* .unreadable */ .O)('an integer is larger than 2^53');
            return value;
        }
        scale *= 128;
    }
    throw (0,_unreadable_js__WEBPACK_IMPORTED_MODULE_0__/* .unreadable */ .O)('an integer is longer than ten bytes');
}
/** The signed integer that zigzag encoding wrote as `unsigned`: 0, -1, 1, -2, … */
function unzigzag(unsigned) {
    return unsigned % 2 === 0 ? unsigned / 2 : -(unsigned + 1) / 2;
}


/***/ }),

/***/ 12:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   D9: () => (/* binding */ uncompressSnappy),
/* harmony export */   Ei: () => (/* binding */ unpackFlags),
/* harmony export */   Td: () => (/* binding */ unpackRuns),
/* harmony export */   tI: () => (/* binding */ unpackIndexes),
/* harmony export */   uv: () => (/* binding */ unpackBooleans)
/* harmony export */ });
/* harmony import */ var _cursor_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(719);
/* harmony import */ var _unreadable_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(985);
/* harmony import */ var _column_module_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(902);
// Decodes Snappy and runs of small values, which make columns small, with a WebAssembly module
// (docs/adr/0004-csv-kernel.md explains why).



/** The maximum width that the kernel unpacks: 24 bits and 7 left over fit the 32 that it loads. */
const MAX_WIDTH = 24;
/** In place of a code: there is none. */
const NO_CODE = 255;
/** Puts `input` after space for `outputBytes` of output, which starts at BASE. */
function place(step, input, outputBytes) {
    const { length } = input;
    let kernel = (0,_column_module_js__WEBPACK_IMPORTED_MODULE_2__/* .kernelFor */ .Z)(step, 0);
    const output = kernel.BASE.value;
    const start = output + outputBytes + kernel.SLACK.value;
    kernel = (0,_column_module_js__WEBPACK_IMPORTED_MODULE_2__/* .kernelFor */ .Z)(step, start - output + length);
    kernel.memory.set(input, start);
    return { kernel, start, end: start + length, output };
}
/**
 * Decompresses `body` to exactly `length` bytes; undefined if it is damaged or contains another number of bytes. The
 * result is in the module's memory: the next call overwrites it.
 */
function uncompressSnappy(body, length) {
    const cursor = (0,_cursor_js__WEBPACK_IMPORTED_MODULE_0__/* .cursorOver */ .Ro)(body);
    // Before that much memory is allocated, the length declared in the data must agree.
    if ((0,_cursor_js__WEBPACK_IMPORTED_MODULE_0__/* .readVarint */ .LS)(cursor) !== length)
        return undefined;
    const { kernel, start, end, output } = place('pages', body.subarray(cursor.offset), length);
    const isWhole = kernel.uncompress(start, end, output, output + length) === 1;
    return isWhole ? kernel.memory.subarray(output, output + length) : undefined;
}
/**
 * Decodes `count` values of `width` bits from the run-length / bit-packing hybrid at the cursor, and moves past it;
 * only padding, which bit-packed groups may have after the values, can be left over. With `codeOf` each value is an
 * index into it, and the result contains its code. The result is in the module's memory: the next call overwrites it.
 * Throws UNREADABLE if the bytes end too early, runs overshoot, or a value is over 255 or has no code.
 */
function unpackRuns(cursor, width, count, codeOf) {
    const { kernel, output } = unpack(cursor, width, count);
    if (codeOf !== undefined && !translate(kernel, output, count, codeOf)) {
        throw (0,_unreadable_js__WEBPACK_IMPORTED_MODULE_1__/* .unreadable */ .O)('a Parquet page points behind its dictionary');
    }
    return kernel.memory.subarray(output, output + count);
}
/**
 * Decodes `count` indexes from a whole stream in ORC's second integer encoding into codes; `codeOf` has fewer than 256
 * entries. The result is a copy. Undefined if the stream is damaged, points past `codeOf`, or has runs that the kernel
 * does not read: the JavaScript decoder then finds out which.
 */
function unpackIndexes(stream, count, codeOf) {
    const { kernel, start, end, output } = place('values', stream, count);
    if (kernel.unpackIndexes(start, end, count, output) !== 1)
        return undefined;
    if (!translate(kernel, output, count, codeOf))
        return undefined;
    return kernel.memory.slice(output, output + count);
}
/**
 * Unpacks `count` flags from a whole stream of ORC booleans; `ones` is the number that are set. Undefined if the stream
 * is not exactly that: the JavaScript decoder then finds out why. Undefined `flags`: all are set. The result is a copy.
 */
function unpackBooleans(stream, count) {
    const { kernel, start, end, output } = place('values', stream, count);
    if (kernel.unpackFlags(start, end, count, output) !== 1)
        return undefined;
    return countFlags(kernel, output, count);
}
function countFlags(kernel, at, count) {
    const ones = kernel.sum(at, count);
    return { flags: ones === count ? undefined : kernel.memory.slice(at, at + count), ones };
}
/** Replaces indexes in the module's memory by their codes; false if any has none. */
function translate(kernel, at, count, codeOf) {
    const table = kernel.TABLE.value;
    kernel.memory.fill(NO_CODE, table, table + 256);
    kernel.memory.set(codeOf, table);
    return kernel.translate(at, count, codeOf.length) === 1;
}
/** Decodes `count` flags as unpackRuns does; `ones` is the number that are set. Undefined `flags`: all are. A copy. */
function unpackFlags(cursor, count) {
    const { kernel, output } = unpack(cursor, 1, count);
    return countFlags(kernel, output, count);
}
/** Unpacks in the module's memory. */
function unpack(cursor, width, count) {
    (0,_unreadable_js__WEBPACK_IMPORTED_MODULE_1__/* .insist */ .R)(width <= MAX_WIDTH, `Parquet values of ${width} bits are not supported: inventory has few distinct values`);
    const runs = cursor.bytes.subarray(cursor.offset, count === 0 ? cursor.offset : cursor.end);
    const { kernel, start, end, output } = place('values', runs, count);
    if (count === 0)
        return { kernel, output };
    const behind = kernel.unpackRuns(start, end, width, count, output);
    if (behind === 0)
        throw (0,_unreadable_js__WEBPACK_IMPORTED_MODULE_1__/* .unreadable */ .O)(`the runs of a Parquet page do not hold its ${count} values`);
    cursor.offset += behind - start;
    return { kernel, output };
}


/***/ }),

/***/ 902:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  Z: () => (/* binding */ kernelFor)
});

// UNUSED EXPORTS: createKernel

;// CONCATENATED MODULE: ./lib/formats/kernel/pages.wasm.js
// Made by scripts/build-kernel.mjs from assembly/ and checked by CI: never edited by hand.
/** SHA-256 of the module, 4125 bytes. */
const PAGES_SHA256 = 'd49362ddaaa1383fc8259ca1cfa7c1a81dae2d7ac25588779ab2a841aa2f4a8c';
/** The WebAssembly module, base64. */
const PAGES_BASE64 = 'AGFzbQEAAAABPwhgBH9/f38Bf2AFf39/f38Bf2AFf39/f38AYAAAYAZ/f39/f38Bf2AHf39/f39/fwF/YAN/f38Bf2ACf38BfwIPAQNlbnYGbWVtb3J5AgABAw4NAAMEBQECAgEGBwABAAYYBH8AQcAAC38AQYAEC38AQYAQC38BQQALB6sBDwRCQVNFAwIFU0xBQ0sDAAVUQUJMRQMBC3VucGFja0ZsYWdzAAwNdW5wYWNrSW5kZXhlcwAKCmNvdW50U2xvdHMABgZsb2NhdGUABQxwaWNrSW50ZWdlcnMABAlwaWNrVGV4dHMAAwtzZWxlY3RTbG90cwACA3N1bQAJCXRyYW5zbGF0ZQAICnVucGFja1J1bnMABwdwcmVwYXJlAAEKdW5jb21wcmVzcwAACugdDaQFAQh/IAIiBEEQaiEJIAFBwAAgASAAayIFIAVBwABLG2shCiADQcAAIAMgBGsiBSAFQcAASxtrIQsDQCAAIAFJBEACQANAIAQgC0kgACAKSXEgBCAJT3EEQAJAIAAtAAAiBUECdEGACGooAgAhBiAALwEBQoCA/Ifw/z8gBUEDcSIFrUIEhoincSAGQQh2Qf//A3FqIgdBEGsgBCAJa0sNACAEIAdrIgdBACAFRWsgByAAQQFqc3FzIQUgACAGQRh2aiEAIAQgBf0ABAD9CwQAIAQgBf0ABBD9CwQQIAZB/wFxIgZBIEsEQCAEQSBqIAVBIGr9AAQA/QsEACAEIAX9AAQw/QsEMAsgBCAGaiEEDAILCwsgACABTw0AIAAiBUEBaiEAIAUtAAAiBUEDcSEGIAVBAnZBAWohByAGRQRAIAdBPEsEQCAAKAIAQX9BICAHQTxrIgVBA3RrdnFBAWohByABIAAgBWoiAEkEQEEADwsLIAcgAyAEa0sgB0EBayABIABrT3IEQEEADwsgBCAAIAf8CgAAIAAgB2ohACAEIAdqIQQMAwsgASAGQQFGBH8gBUECdkEHcUEEaiEHIAAtAAAgBUEFdkEIdHIhCCAAQQFqBSAGQQJGBH8gAC8BACEIIABBAmoFIAAoAgAhCCAAQQRqCwsiAEkgCEEBayAEIAJrT3IgByADIARrS3IEQEEADwsgBCEFIAQgCGshBgJAIAhBEE8EQCAEIAb9AAQA/QsEACAEIAb9AAQQ/QsEECAEQSBqIAZBIGr9AAQA/QsEACAEIAb9AAQw/QsEMAwBCyAFIAdqIQgDQCAFIAhJBEAgBSAGLQAAOgAAIAVBAWohBSAGQQFqIQYMAQsLCyAEIAdqIQQMAgsLCyADIARGIAAgAUZxC4UBAQR/A0AgAEGAAkkEQCAAQQJ2IgNBAWohASAAQQJ0QYAIaiAAQQNxIgJBAUYEfyADQQdxQQRqIABBBXZBEHRyQYCAgBByBSACQQJGBH8gAUGAgIAYcgUgAkUgAUE8TXEEfyABQYAgciABQQFqQRh0cgVBAAsLCzYCACAAQQFqIQAMAQsLC1kBAn8gBSEGA0AgAyAHSwRAIAYgBzYCACAGIAQgACAHai0AACABIAdqLQAAQQh0ciACIAdqLQAAQQp0cmotAABBAnRqIQYgB0EBaiEHDAELCyAGIAVrQQJ2C7kCAQZ/IAAiByEJIARBAnQhCwNAIAggC0kEfyADIAhqKAIAQQBIBUEACwRAIAUgCGpBATYCACAGIAhqQQA2AgAgCEEEaiEIDAELCyAIIAtJBH8gAyAIaigCAAVBfwshBANAIAIgCkoEQCABIAdrQQRJBEBBfw8LIAcoAgAiDCABIAdBBGoiB2tLBEBBfw8LIAQgCkYEQCAJIAcgDPwKAAAgBSAIaiAJIABrNgIAIAYgCGogCSAMaiIJIABrNgIAIAhBBGohCANAIAggC0kEfyADIAhqKAIAQQBIBUEACwRAIAUgCGpBATYCACAGIAhqQQA2AgAgCEEEaiEIDAELCyAIIAtJBH8gAyAIaigCAAVBfwshBAsgByAMaiEHIApBAWohCgwBCwsgCSAAa0F/IAEgB0YgCCALRnEbC3wCAn8BfgNAIAMgBUsEQCAEIAVBA3RqIAIgBUECdGooAgAiBkEATgR8IAEgBk0EQEEADwsgACAGQQN0aikDACIHQoGAgICAgIBwUyAHQv////////8PVXIEQEEADwsgB7kFRAAAAAAAAPh/CzkDACAFQQFqIQUMAQsLQQELhQECBH8BfiACQQJ0IQgDQCAGIAhJBEAgASAGaigCACADayEHA0AgBUEIaiICIAdNBEAgCSAAIAVqKQMAe3whCSACIQUMAQsLIAQgBmpBfyAJIAAgBWopAwBCASAHIAVrrUIDhoZCAX2De3ynIAAgB2otAABBAUcbNgIAIAZBBGohBgwBCwsL2QEBBH8gBEGAgAFqIQcgBEEAQYCAAvwLACADQX5xIQYDQCAFIAZJBEAgBCAAIAVqLQAAIAEgBWotAABBCHRyIAIgBWotAABBCnRyQQJ0aiIIIAgoAgBBAWo2AgAgByAFQQFqIgggAGotAAAgASAIai0AAEEIdHIgAiAIai0AAEEKdHJBAnRqIgggCCgCAEEBajYCACAFQQJqIQUMAQsLIAMgBksEQCAEIAAgBmotAAAgASAGai0AAEEIdHIgAiAGai0AAEEKdHJBAnRqIgAgACgCAEEBajYCAAsLpgUCBH8FfiADIARqIQcCQANAIAQgB0kEQEIAIQlCACEKA0AgACABTyAKQhxWcg0DIAAiA0EBaiEAIAkgAy0AACIDQf8Aca0gCoaEIQkgCkIHfCEKIANBgAFPDQALIAlCAYgiClANAiAHIARrrSELIAlCAYNQBH8gAkEHakEDdiIDIAEgAGtLIAogC1ZyDQMgACgCAEEBIANBA3R0QQFrcSIFQQEgAnRPIAVB/wFLcg0DIAQgBSAKpyIF/AsAIAQgBWohBCAAIANqBSABIABrrSAKQgOGIgkgCyAJIAtUGyILIAKtfkIHfEIDiFQNAyACQQhLBEBBASACdEEBayEFQgAhCSAEIgMgC6dqIQYCfwNAIAMgBkkEQEEAIAAgCUIDiKdqKAIAIAmnQQdxdiAFcSIIQf8BSw0CGiADIAg6AAAgA0EBaiEDIAkgAq18IQkMAQsLQQELRQ0EBSACQQFGBEAgACEDIAQhBiAEIAunaiEIA0AgBiAISQRAIAMiBUEBaiEDIAYgBTEAAEKBgoSIkKDAgAF+QoGEkMCAgoiggH+DQv/+/fv379+//wB8QgeIQoGChIiQoMCAAYM3AwAgBkEIaiEGDAELCwVCASACrSIMhkIBfSEJIAAhBSAEIgMgC6dqIQYDQCADIAZJBEAgAyAFKQMAIg0gCYM8AAAgAyANIAyIIg0gCYM8AAEgAyANIAyIIg0gCYM8AAIgAyANIAyIIg0gCYM8AAMgAyANIAyIIg0gCYM8AAQgAyANIAyIIg0gCYM8AAUgAyANIAyIIg0gCYM8AAYgAyANIAyIIAmDPAAHIANBCGohAyACIAVqIQUMAQsLCwsgBCALp2ohBCAAIAogAq1+IgkgASAAa60iCiAJIApUG6dqCyEADAELCyAADwtBAAvOAQIBfwV7IAAgAWohA0EAIQEgAkEQTQRAQYAE/QAEACEGA0AgAEEQaiICIANNBEAgACAGIAD9AAQAIgf9DiII/QsEACAEIAf9eSEEIAUgCP15IQUgAiEADAELCyAE/QwQEBAQEBAQEBAQEBAQEBAQ/Sz9UwRAQQAPCyAF/Qz//////////////////////SP9UwRAQQAPCwsDQCAAIANJBEAgACAALQAALQCABCICOgAAIAEgAiABIAJLGyEBIABBAWohAAwBCwsgAUH/AUkLSQIBfgF/IAAgAUF4cWohAwNAIAAgA0kEQCACIAApAwB7fCECIABBCGohAAwBCwsgAiAAKQMAQgEgAUEHcUEDdK2GQgF9g3t8pwvmAgEHfyACIANqIQQCQANAIAMgBEkEQCABIABrQQJJDQIgAEEBaiECIAAtAAAiAEEGdiIFRQRAIABBA3YNAyAAQQdxQQNqIgUgBCADa0sNAyACQQFqIQAgAyACLQAAIAX8CwAgAyAFaiEDDAILIAItAAAgAEEBcUEIdGpBAWoiCCAEIANrSw0CIABBAXZBH3EhACACQQFqIQcgBUEBRgR/IABBGE8NAyAAQQFqIgkgCGxBB2pBA3YiBiABIAdrSwR/QQAFQQAhBUEAIQBBACECA0AgACAISQRAIAcgAkEDdmooAgAiCkGA/oN4cUEIdyAKQf+B/AdxQQh4ciACQQdxdEEgIAlrdiIKIAVyIQUgACADaiAKOgAAIABBAWohACACIAlqIQIMAQsLIAYgB2pBACAFQf8BTRsLBSAFQQNHDQMgByABIAAgCCADEAsLIgBFDQIgAyAIaiEDDAELCyAAIAFGDwtBAAvgAwEFfwJAAn8DQCAFQQRJIAAgBWoiByABSXEEQCAGIActAAAiCEH/AHEgBUEHbHRyIQYgCEGAAUkEQCAHQQFqJAMgBgwDCyAFQQFqIQUMAQsLQX8LIgdB/wFLDQAjAyEIQQAhBUEAIQACfwNAIABBBEkgACAIaiIJIAFJcQRAIAUgCS0AACIGQf8AcSAAQQdsdHIhBSAGQYABSQRAIAlBAWokAyAFDAMLIABBAWohAAwBCwtBfwsiAEH+A0sNAEEAIABBAXFrIABBAXZzIQAgAkUEQCAHIAAgA0EBa2xqQf8BSw0BIAAEQEEAIQEDQCABIANJBEAgASAEaiAHIAAgAWxqOgAAIAFBAWohAQwBCwsFIAQgByAD/AsACyMDDwsgA0ECSSACQRhPcg0AIAJBAWoiBiADQQJrbEEHakEDdiIIIAEjA2tLDQAgACAHaiIBQf8BSw0AIAQgBzoAACAEIAE6AAFBAiECQQAhBQNAIAIgA0kEQCABQQAjAyAFQQN2aigCACIBQYD+g3hxQQh3IAFB/4H8B3FBCHhyIAVBB3F0QSAgBmt2IgFrIAEgAEEASBtqIgFB/wFLDQIgAiAEaiABOgAAIAJBAWohAiAFIAZqIQUMAQsLIwMgCGoPC0EAC7gCAgN/AX4gAyACQQdqQXhxaiEEA0AgAyAESQRAIAEgAGtBAkkEQEEADwsgACICQQFqIQAgBCADayACLQAAIgJBA2pBgAIgAmsgAkGAAUkbIgZBA3RJBEBBAA8LIAMgBkEDdGohBSACQYABSQRAIAAiAkEBaiEAIAIxAABCgYKEiJCgwIABfkKAgYGBgYGBgQGDQv/+/fv379+//wB8QgeIQoGChIiQoMCAAYMhBwNAIAMgBUkEQCADIAc3AwAgA0EIaiEDDAELCwUgBiABIABrSwRAQQAPCwNAIAMgBUkEQCAAIgJBAWohACADIAIxAABCgYKEiJCgwIABfkKAgYGBgYGBgQGDQv/+/fv379+//wB8QgeIQoGChIiQoMCAAYM3AwAgA0EIaiEDDAELCwsMAQsLIAAgAUYL';

;// CONCATENATED MODULE: ./lib/formats/kernel/column-module.js
// Loads the WebAssembly module of assembly/. Its memory never moves, so views of it stay valid.

const PAGE_BYTES = 64 * 1024;
/** The first memory of an instance; pages that are not touched take no space. */
const FIRST_BYTES = 1024 * 1024;
/** A larger memory is at least twice the previous size, up to this limit: each requires a new instance. */
const MAX_HEADROOM_BYTES = 128 * 1024 * 1024;
let compiled;
/** A new instance with a memory of at least this many bytes. */
function createKernel(bytes) {
    compiled ??= new WebAssembly.Module(Buffer.from(PAGES_BASE64, 'base64'));
    const pages = Math.ceil(bytes / PAGE_BYTES);
    // A memory that grows moves, and all views of it become empty. This one cannot: `maximum` is `initial`.
    const memory = new WebAssembly.Memory({ initial: pages, maximum: pages });
    const { exports } = new WebAssembly.Instance(compiled, { env: { memory } });
    const kernel = { ...exports, memory: new Uint8Array(memory.buffer) };
    kernel.prepare();
    return kernel;
}
const kernels = new Map();
/**
 * The step's instance, with space for at least `bytes` from BASE on. An earlier call may have returned another
 * instance: views of its memory stay unchanged, and nothing else uses them any more.
 */
function kernelFor(step, bytes) {
    const known = kernels.get(step) ?? createKernel(FIRST_BYTES);
    const due = known.BASE.value + bytes + known.SLACK.value;
    const { length } = known.memory;
    const kernel = due <= length ? known : createKernel(Math.max(due, length + Math.min(length, MAX_HEADROOM_BYTES)));
    if (kernel !== kernels.get(step))
        kernels.set(step, kernel);
    return kernel;
}


/***/ }),

/***/ 790:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   B6: () => (/* binding */ countRowSlots),
/* harmony export */   HI: () => (/* binding */ pickPlainIntegers),
/* harmony export */   aE: () => (/* binding */ selectSlotRows),
/* harmony export */   aS: () => (/* binding */ pickPlainTexts),
/* harmony export */   fw: () => (/* binding */ locateFlagged)
/* harmony export */ });
/* harmony import */ var _column_module_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(902);
// Finds wanted rows and their stored values with the WebAssembly module: all rows are passed over, few are kept.

/** Bits of a slot: a code in the low eight, then two of each flag. */
const SLOTS = 1 << 12;
/**
 * For each of the ascending `wanted` rows, counted from `firstRow`, the position of its value among those stored, or
 * -1. `flags` are 1 for each row with a value, 0 for all others, and cover all wanted rows.
 */
function locateFlagged(flags, wanted, firstRow) {
    const { length } = wanted;
    const kernel = (0,_column_module_js__WEBPACK_IMPORTED_MODULE_0__/* .kernelFor */ .Z)('rows', length * 8 + flags.length);
    const { buffer } = kernel.memory;
    const wantedAt = kernel.BASE.value;
    const positionsAt = wantedAt + length * 4;
    const flagsAt = positionsAt + length * 4;
    new Uint32Array(buffer, wantedAt, length).set(wanted);
    kernel.memory.set(flags, flagsAt);
    kernel.locate(flagsAt, wantedAt, length, firstRow, positionsAt);
    return new Int32Array(buffer, positionsAt, length).slice();
}
/**
 * Of `count` texts those at the ascending `positions`, one after the other; each text follows its length, so all must
 * be passed over. -1 is null, whose end is before its start. Undefined unless the texts have this number and fill
 * `input`. Their bytes replace those of the page in the module's memory: they must be copied at once.
 */
function pickPlainTexts(input, count, positions) {
    const { length } = input;
    const due = positions.length;
    const { kernel, start, positionsAt, behind: startsAt } = placePicked(input, positions, due * 8);
    const endsAt = startsAt + due * 4;
    const bytes = kernel.pickTexts(start, start + length, count, positionsAt, due, startsAt, endsAt);
    if (bytes < 0)
        return undefined;
    const { buffer } = kernel.memory;
    return {
        bytes: kernel.memory.subarray(start, start + bytes),
        starts: new Uint32Array(buffer, startsAt, due).slice(),
        ends: new Uint32Array(buffer, endsAt, due).slice(),
    };
}
/** The 64-bit integers at the `positions`; NaN for -1. Undefined if any is beyond ±(2^53 - 1), or not in `input`. */
function pickPlainIntegers(input, positions) {
    const due = positions.length;
    const { kernel, start, positionsAt, behind: numbersAt } = placePicked(input, positions, due * 8);
    if (kernel.pickIntegers(start, input.length >>> 3, positionsAt, due, numbersAt) !== 1)
        return undefined;
    return new Float64Array(kernel.memory.buffer, numbersAt, due).slice();
}
/** Puts `positions` after their page, with space for `resultBytes` after them; all addresses are multiples of 8. */
function placePicked(input, positions, resultBytes) {
    const positionBytes = Math.ceil(positions.length / 2) * 8;
    // A page that was decompressed here does not have to be copied here, except if there is no space for the rest.
    const before = (0,_column_module_js__WEBPACK_IMPORTED_MODULE_0__/* .kernelFor */ .Z)('pages', 0);
    const offset = startIn(before, input) - before.BASE.value;
    const kernel = (0,_column_module_js__WEBPACK_IMPORTED_MODULE_0__/* .kernelFor */ .Z)('pages', offset + input.length + 8 + positionBytes + resultBytes);
    const start = startIn(kernel, input);
    const positionsAt = Math.ceil((start + input.length) / 8) * 8;
    if (!isIn(kernel, input))
        kernel.memory.set(input, start);
    new Int32Array(kernel.memory.buffer, positionsAt, positions.length).set(positions);
    return { kernel, start, positionsAt, behind: positionsAt + positionBytes };
}
function isIn({ memory }, input) {
    return input.buffer === memory.buffer;
}
function startIn(kernel, input) {
    return isIn(kernel, input) ? input.byteOffset : kernel.BASE.value;
}
/** Number of rows per slot. */
function countRowSlots(columns) {
    const count = columns.codes.length;
    const { kernel, codes, latest, markers } = placeColumns(columns, SLOTS * 8);
    const slotsAt = kernel.BASE.value;
    kernel.countSlots(codes, latest, markers, count, slotsAt);
    const { buffer } = kernel.memory;
    const slots = new Uint32Array(buffer, slotsAt, SLOTS).slice();
    const others = new Uint32Array(buffer, slotsAt + SLOTS * 4, SLOTS);
    for (let slot = 0; slot < SLOTS; slot += 1)
        slots[slot] = slots[slot] + others[slot];
    return slots;
}
/** The rows whose slot has a 1 in `lookedAt` (all others have 0), ascending. `due` is their number. */
function selectSlotRows(columns, lookedAt, due) {
    const count = columns.codes.length;
    // One more row is written than there are.
    const { kernel, codes, latest, markers } = placeColumns(columns, SLOTS + (due + 1) * 4);
    const lookedAtAt = kernel.BASE.value;
    const rowsAt = lookedAtAt + SLOTS;
    kernel.memory.set(lookedAt, lookedAtAt);
    const found = kernel.selectSlots(codes, latest, markers, count, lookedAtAt, rowsAt);
    return new Uint32Array(kernel.memory.buffer, rowsAt, found).slice();
}
/** Puts the columns after space for `roomBytes`, which starts at BASE. */
function placeColumns({ codes, latest, markers }, roomBytes) {
    const count = codes.length;
    const kernel = (0,_column_module_js__WEBPACK_IMPORTED_MODULE_0__/* .kernelFor */ .Z)('rows', roomBytes + count * 3);
    const start = kernel.BASE.value + roomBytes;
    kernel.memory.set(codes, start);
    kernel.memory.set(latest, start + count);
    kernel.memory.set(markers, start + count * 2);
    return { kernel, codes: start, latest: start + count, markers: start + count * 2 };
}


/***/ }),

/***/ 91:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   K: () => (/* binding */ placeValues),
/* harmony export */   p: () => (/* binding */ locateValues)
/* harmony export */ });
/* harmony import */ var _kernel_select_rows_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(790);
// Locates the values of a column with null rows: both formats store values without gaps.

/**
 * For each of `rows` rows (for each of the `wanted` ones, counted from `firstRow`) the position of its value among the
 * stored ones, or -1 for null.
 */
function locateValues(presence, rows, wanted, firstRow = 0) {
    const { flags } = presence;
    if (flags !== undefined && wanted !== undefined)
        return (0,_kernel_select_rows_js__WEBPACK_IMPORTED_MODULE_0__/* .locateFlagged */ .fw)(flags, wanted, firstRow);
    const positions = new Int32Array(wanted?.length ?? rows);
    let next = 0;
    for (let at = 0; at < positions.length; at += 1) {
        if (flags === undefined)
            positions[at] = wanted === undefined ? at : wanted[at] - firstRow;
        else
            positions[at] = flags[at] === 1 ? next++ : -1;
    }
    return positions;
}
/**
 * Fills `target` with the value of each row (of each of the `wanted` ones, counted from `firstRow`): values are
 * `stored` without gaps, and null rows get `nullValue`.
 */
function placeValues(stored, presence, nullValue, target, wanted, firstRow = 0) {
    const { flags } = presence;
    if (wanted !== undefined) {
        placeAt(stored, locateValues(presence, target.length, wanted, firstRow), nullValue, target);
    }
    else if (flags === undefined)
        target.set(stored);
    else if ((target.length - presence.values) * MIN_RUN_ROWS < target.length)
        placeRuns(stored, flags, nullValue, target);
    else
        placeEach(stored, flags, nullValue, target);
}
function placeAt(stored, positions, nullValue, target) {
    for (let row = 0; row < positions.length; row += 1) {
        const position = positions[row];
        target[row] = position < 0 ? nullValue : stored[position];
    }
}
function placeEach(stored, flags, nullValue, target) {
    let next = 0;
    for (let row = 0; row < target.length; row += 1) {
        const isThere = flags[row] === 1;
        target[row] = isThere ? stored[next] : nullValue;
        if (isThere)
            next += 1;
    }
}
/** If nulls are rarer than this, the values between them are copied in one step. */
const MIN_RUN_ROWS = 32;
function placeRuns(stored, flags, nullValue, target) {
    // As a Buffer: its search compares many bytes at once.
    const holes = Buffer.from(flags.buffer, flags.byteOffset, flags.length);
    let next = 0;
    for (let row = 0; row < target.length;) {
        const hole = holes.indexOf(0, row);
        const end = hole < 0 ? target.length : hole;
        target.set(stored.subarray(next, next + end - row), row);
        next += end - row;
        row = end + 1;
        if (hole >= 0)
            target[hole] = nullValue;
    }
}


/***/ }),

/***/ 936:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Lo: () => (/* binding */ readExactly),
/* harmony export */   N_: () => (/* binding */ WIDE_GAP_BYTES),
/* harmony export */   Vw: () => (/* binding */ fetchRanges)
/* harmony export */ });
/* harmony import */ var _unreadable_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(985);
// Fetches many parts of one stored file in few requests.

/** Parts closer than this are fetched in one request, unless specified otherwise. */
const MERGE_GAP_BYTES = 4096;
/** The same if much is fetched anyway: a request takes as long as some hundred KiB, and costs more CPU time. */
const WIDE_GAP_BYTES = 64 * 1024;
/** Maximum size of a single request and its buffer. */
const MAX_RANGE_BYTES = 256 * 1024 * 1024;
/** The fewest requests that cover all `wanted` parts, in file order. */
function mergeRanges(wanted, gapBytes = MERGE_GAP_BYTES) {
    const merged = [];
    for (const range of [...wanted].sort((a, b) => a.start - b.start || a.end - b.end)) {
        const last = merged.at(-1);
        if (last !== undefined && range.start <= last.end + gapBytes)
            last.end = Math.max(last.end, range.end);
        else if (range.end > range.start)
            merged.push({ start: range.start, end: range.end });
    }
    return merged;
}
/** Reads `range` and checks that the response has the requested number of bytes. */
async function readExactly(read, { start, end }) {
    (0,_unreadable_js__WEBPACK_IMPORTED_MODULE_0__/* .insist */ .R)(start >= 0 && end >= start, `a part from byte ${start} to ${end} is announced`);
    (0,_unreadable_js__WEBPACK_IMPORTED_MODULE_0__/* .insist */ .R)(end - start <= MAX_RANGE_BYTES, `a part of ${end - start} bytes is announced, more than ${MAX_RANGE_BYTES}`);
    const bytes = await read(start, end);
    (0,_unreadable_js__WEBPACK_IMPORTED_MODULE_0__/* .insist */ .R)(bytes.length === end - start, `${bytes.length} bytes came where ${end - start} were asked for`);
    return bytes;
}
/** Fetches all `wanted` parts, with all requests at once. */
async function fetchRanges(read, wanted, gapBytes = MERGE_GAP_BYTES) {
    const merged = mergeRanges(wanted, gapBytes);
    const chunks = await Promise.all(merged.map(async (range) => ({ range, bytes: await readExactly(read, range) })));
    return {
        cut(part) {
            if (part.end === part.start)
                return new Uint8Array(0);
            const chunk = chunks.find(({ range }) => range.start <= part.start && part.end <= range.end);
            (0,_unreadable_js__WEBPACK_IMPORTED_MODULE_0__/* .insist */ .R)(chunk !== undefined, `bytes ${part.start} to ${part.end} were not fetched`);
            return chunk.bytes.subarray(part.start - chunk.range.start, part.end - chunk.range.start);
        },
        release() {
            for (const { bytes } of chunks) {
                const { buffer } = bytes;
                // A view of a larger buffer may share it with other code.
                const isAlone = buffer instanceof ArrayBuffer && buffer.byteLength === bytes.byteLength;
                if (isAlone)
                    buffer.transfer(0);
            }
        },
    };
}


/***/ }),

/***/ 985:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   O: () => (/* binding */ unreadable),
/* harmony export */   R: () => (/* binding */ insist)
/* harmony export */ });
/* harmony import */ var _words_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(758);
// Creates the errors with which readers of inventory formats reject a file.

/**
 * The error for a file that cannot be read with certainty: damaged, or with features that no inventory uses.
 * `what` says what is wrong, with the value found and the value accepted; the scan adds the file's name.
 */
function unreadable(what, cause) {
    return new _words_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ('UNREADABLE', what, cause === undefined ? {} : { cause });
}
/** Throws `unreadable(what)` unless `condition` is true. Not for hot loops: `what` is always evaluated. */
function insist(condition, what) {
    if (!condition)
        throw unreadable(what);
}


/***/ }),

/***/ 87:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   bw: () => (/* binding */ DISAGREEMENT_HINT),
/* harmony export */   mO: () => (/* binding */ canonicalColumnName)
/* harmony export */ });
/* unused harmony export parseFileSchema */
// Parses the column names of an inventory manifest (fileSchema) in each of the three formats.
/** `e_tag`, `ETag` and `etag` are the same column: lower case, no underscores. */
function canonicalColumnName(name) {
    return name.toLowerCase().replaceAll('_', '');
}
/** What to do about a file that lacks columns its inventory manifest lists. */
const DISAGREEMENT_HINT = 'The report was not delivered as S3 writes it, so nothing in it is believed. Wait for the next report; if that is the same, delete the inventory configuration and create it again.';
/** The longest documented schema has about 1,500 characters; the limit makes hostile text cheap to reject. */
const MAX_SCHEMA_CHARS = 16_384;
/**
 * The columns of fileSchema in order (S3 User Guide, "Locating your inventory list"). Types are ignored: delivered
 * manifests spell them in more ways than documented, and the file itself is authoritative.
 * @returns undefined if the text does not have the format's form, or names a column twice
 */
function parseFileSchema(format, schema) {
    if (schema.length > MAX_SCHEMA_CHARS)
        return undefined;
    const names = NAME_READERS[format](schema.trim());
    const columns = names?.map(canonicalColumnName);
    if (columns === undefined || columns.length === 0 || new Set(columns).size !== columns.length)
        return undefined;
    return columns;
}
const NAME_READERS = {
    CSV: (schema) => matchEach(schema.split(','), /^\s*(\w+)\s*$/),
    ORC: (schema) => {
        const fields = /^struct\s*<(.*)>$/is.exec(schema)?.[1];
        return fields === undefined ? undefined : matchEach(splitOutsideBrackets(fields, ','), /^\s*(\w+)\s*:\s*\S.*$/s);
    },
    Parquet: (schema) => {
        const fields = /^message\s+[\w.]+\s*\{(.*)\}$/is.exec(schema)?.[1];
        if (fields === undefined)
            return undefined;
        const statements = splitOutsideBrackets(fields, ';');
        if (statements.pop()?.trim() !== '')
            return undefined;
        return matchEach(statements, /^\s*(?:required|optional)\s+\w+(?:\s*\(\d+\))?\s+(\w+)\s*(?:\(.*\))?\s*(?:=\s*\d+\s*)?$/is);
    },
};
/** The first group of `pattern` in each text; undefined if any does not match. */
function matchEach(texts, pattern) {
    const names = texts.map((text) => pattern.exec(text)?.[1]);
    return names.every((name) => name !== undefined) ? names : undefined;
}
/** Splits at separators outside brackets: `decimal(10,2)` and `TIMESTAMP(MILLIS,true)` stay whole. */
function splitOutsideBrackets(text, separator) {
    const parts = [];
    let depth = 0;
    let start = 0;
    for (let i = 0; i < text.length; i++) {
        const char = text[i];
        if (char === '<' || char === '(')
            depth++;
        else if (char === '>' || char === ')')
            depth--;
        else if (char === separator && depth === 0) {
            parts.push(text.slice(start, i));
            start = i + 1;
        }
    }
    parts.push(text.slice(start));
    return parts;
}


/***/ }),

/***/ 396:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   JD: () => (/* binding */ ENCRYPTION_STATUSES)
/* harmony export */ });
/* unused harmony exports isEncryptionStatus, NO_OBJECTS, addTallies, addCounts */
// Defines the terms of server-side encryption as S3 Inventory uses them, and the counts kept of objects.
/** The closed list of values in the EncryptionStatus column (S3 User Guide, "Amazon S3 Inventory list"). */
const ENCRYPTION_STATUSES = ['SSE-S3', 'SSE-KMS', 'DSSE-KMS', 'SSE-C', 'NOT-SSE'];
/** True for a value of the closed list. Case-sensitive, because S3 writes exactly these values. */
function isEncryptionStatus(text) {
    return ENCRYPTION_STATUSES.includes(text);
}
const NO_OBJECTS = { objects: 0, bytes: 0n };
function addTallies(a, b) {
    return { objects: a.objects + b.objects, bytes: a.bytes + b.bytes };
}
/** Adds two counts. If the bytes of either are unknown, so is the sum. */
function addCounts(a, b) {
    const bytes = a.bytes === undefined || b.bytes === undefined ? undefined : a.bytes + b.bytes;
    return { objects: a.objects + b.objects, bytes };
}


/***/ }),

/***/ 758:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   lZ: () => (/* binding */ ActionError),
/* harmony export */   z6: () => (/* binding */ asActionError)
/* harmony export */ });
/* unused harmony exports INSUFFICIENT_DATA_REASONS, REMEDIATION_CODES, messageOf */
/* harmony import */ var _outside_text_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(100);
// Defines the closed lists of reasons why a run can end without a verdict, and the one error class that carries them.

/** Why a bucket's verdict is INSUFFICIENT_DATA. Published in outputs and the JSON report: extend, never rename. */
const INSUFFICIENT_DATA_REASONS = (/* unused pure expression or super */ null && ([
    'NO_INVENTORY_CONFIGURATION',
    'NEVER_DELIVERED',
    'STALE',
    'INCOMPLETE_DELIVERY',
    'CHECKSUM_MISMATCH',
    'NO_ENCRYPTION_STATUS',
    'WRONG_BUCKET',
    'WRONG_PREFIX',
    'UNREADABLE',
    'UNKNOWN_STATUS',
    'PARTIAL_INVENTORY',
    'NOTHING_SELECTED',
    'EVIDENCE_MISSING',
    'QUERY_FAILED',
    'ACCESS_DENIED',
    'NO_CREDENTIALS',
    'BUCKET_NOT_FOUND',
    'SERVICE_UNAVAILABLE',
    'INVALID_INPUT',
    'INTERRUPTED',
    'INTERNAL_ERROR',
]));
/** Why a remediation was not started or failed. Does not affect the verdict of the scan. */
const REMEDIATION_CODES = (/* unused pure expression or super */ null && (['REMEDIATION_REFUSED', 'REMEDIATION_FAILED']));
/**
 * A failure that the user can act on. `message` says what happened, with names and values; `hint` says what to do.
 * Untrusted text is made safe where it enters the sentence: names and keys are encoded with `say`, messages of AWS are
 * quoted with `quoteText`.
 */
class ActionError extends Error {
    code;
    hint;
    refusal;
    constructor(code, message, options = {}) {
        super(message, options.cause === undefined ? undefined : { cause: options.cause });
        this.name = 'ActionError';
        this.code = code;
        this.hint = options.hint;
        this.refusal = options.refusal;
    }
}
/** Returns an ActionError unchanged; wraps anything else in one with `code`, keeping the original as the cause. */
function asActionError(error, code) {
    if (error instanceof ActionError)
        return error;
    return new ActionError(code, messageOf(error), { cause: error });
}
/** The message of an error for use in a sentence: an ActionError's unchanged, any other quoted as untrusted text. */
function messageOf(error) {
    if (error instanceof ActionError)
        return error.message;
    return (0,_outside_text_js__WEBPACK_IMPORTED_MODULE_0__/* .quoteText */ .ol)(error instanceof Error ? error.message : String(error));
}


/***/ }),

/***/ 736:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Ie: () => (/* binding */ UndecodableKeyError),
/* harmony export */   Qv: () => (/* binding */ readRawKey),
/* harmony export */   SX: () => (/* binding */ readInventoryKey),
/* harmony export */   Xd: () => (/* binding */ MAX_KEY_BYTES),
/* harmony export */   g2: () => (/* binding */ encodeKey),
/* harmony export */   oD: () => (/* binding */ standsForItself),
/* harmony export */   ur: () => (/* binding */ canonicalizeInventoryKey),
/* harmony export */   yF: () => (/* binding */ readEscape)
/* harmony export */ });
/* unused harmony exports isEncodedKey, decodeKey */
/* harmony import */ var node_buffer__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(573);
// Defines the only form in which this project writes object keys outside the bucket: percent-encoded.

const ENCODED_KEY = /^(?:[A-Za-z0-9._/-]|%[0-9A-F]{2})+$/;
/** Whether a text has the form of an encoded key; the decoded key is not checked. */
const isEncodedKey = (text) => ENCODED_KEY.test(text);
/** The longest key that S3 allows, in UTF-8 bytes (S3 User Guide, "Naming Amazon S3 objects"). */
const MAX_KEY_BYTES = 1024;
/** A key that S3 cannot have stored. Two different keys must never become one, so nothing is guessed. */
class UndecodableKeyError extends Error {
    name = 'UndecodableKeyError';
}
const PERCENT = 0x25;
const PLUS = 0x2b;
const SPACE = 0x20;
const PLAIN = new Uint8Array(256);
for (const char of 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._/-')
    PLAIN[char.charCodeAt(0)] = 1;
const UPPER_HEX_DIGITS = Buffer.from('0123456789ABCDEF', 'latin1');
/** 1 for bytes that encode others in a field, and for those that only some texts can contain. */
const NOT_BARE = Uint8Array.from({ length: 256 }, (_, byte) => byte > 0x7f || byte === PERCENT || byte === PLUS ? 1 : 0);
/** Larger than any byte. */
const NO_BYTE = 0x100;
/** Value of a hexadecimal digit; 16 for any other byte. */
const HEX = new Uint8Array(256).fill(16);
for (let value = 0; value < 16; value++) {
    const digit = value.toString(16);
    HEX[digit.charCodeAt(0)] = value;
    HEX[digit.toUpperCase().charCodeAt(0)] = value;
}
/**
 * Encodes a raw key, as found in ORC and Parquet reports: a text, or the bytes from `start` to `end`.
 * @throws UndecodableKeyError for lone surrogates, invalid UTF-8, an empty key or one over 1,024 bytes
 */
function encodeKey(key, start = 0, end = key.length) {
    if (typeof key !== 'string') {
        checkKeyLength(end - start);
        return encodeBytes(key, start, end);
    }
    if (!key.isWellFormed())
        throw new UndecodableKeyError('the key holds a lone surrogate');
    const bytes = Buffer.from(key, 'utf8');
    checkKeyLength(bytes.length);
    return encodeBytes(bytes);
}
/** The key as the S3 API takes it. */
function decodeKey(key) {
    return decodeURIComponent(key);
}
// Buffers that each call reuses: the decoded bytes of a field, and their encoded form.
const decoded = Buffer.alloc(MAX_KEY_BYTES);
const encoded = Buffer.alloc(3 * MAX_KEY_BYTES);
/**
 * Reads the Key field of a CSV report (the bytes from `start` to `end`) and returns it in this project's encoding. The
 * field is form-encoded: `+` is a space, and a plus sign is `%2B` (S3 User Guide, "Amazon S3 Inventory list": keys are
 * URL-encoded). Bytes that S3 did not encode are taken literally.
 * @throws UndecodableKeyError for a broken `%XX`, invalid UTF-8, an empty key or one over 1,024 bytes decoded
 */
function canonicalizeInventoryKey(field, start = 0, end = field.length) {
    if (isCanonicalAscii(field, start, end))
        return field.toString('latin1', start, end);
    return encodeBytes(decoded, 0, decodeField(field, start, end));
}
/**
 * The same field as the key that S3 stores, valid until the next field is read.
 * @throws UndecodableKeyError, as above
 */
function readInventoryKey(field, start, end) {
    if (isBare(field, start, end)) {
        checkKeyLength(end - start);
        return { bytes: field, start, end };
    }
    const length = decodeField(field, start, end);
    checkUtf8(decoded, 0, length);
    return { bytes: decoded, start: 0, end: length };
}
/** A raw key, as found in ORC and Parquet reports. @throws UndecodableKeyError, as encodeKey */
function readRawKey(bytes, start, end) {
    checkKeyLength(end - start);
    checkUtf8(bytes, start, end);
    return { bytes, start, end };
}
/** Decodes the field into `decoded` and returns the number of bytes. */
function decodeField(field, start, end) {
    let count = 0;
    for (let at = start; at < end;) {
        const { byte, length } = readEscape(field, at, end);
        if (byte > 0xff)
            throw new UndecodableKeyError('the key holds a "%" that no two hexadecimal digits follow');
        checkKeyLength(count + 1);
        decoded[count++] = byte;
        at += length;
    }
    checkKeyLength(count);
    return count;
}
/**
 * Reads position `at` of a field: the byte (over 0xff for a broken escape) and how many bytes of the field it takes.
 */
function readEscape(field, at, end) {
    const byte = field[at];
    if (byte === PERCENT)
        return { byte: at + 2 < end ? decodeEscape(field, at) : NO_BYTE, length: 3 };
    return { byte: byte === PLUS ? SPACE : byte, length: 1 };
}
/** Whether a byte of a field is ASCII and has no special meaning. */
function standsForItself(byte) {
    return NOT_BARE[byte] === 0;
}
/** Whether every byte is ASCII and has no special meaning. */
function isBare(field, start, end) {
    let others = 0;
    for (let i = start; i < end; i++)
        others |= NOT_BARE[field[i]];
    return others === 0;
}
/** Whether a field is already a key in this project's encoding, in ASCII only: nearly all are, and need no decoding. */
function isCanonicalAscii(field, start, end) {
    if (start === end || end - start > MAX_KEY_BYTES)
        return false;
    for (let i = start; i < end; i++) {
        const byte = field[i];
        if (PLAIN[byte] === 1)
            continue;
        if (byte !== PERCENT || i + 2 >= end || !isUpperHex(field, i))
            return false;
        const escaped = decodeEscape(field, i);
        if (escaped > 0x7f || PLAIN[escaped] === 1)
            return false;
        i += 2;
    }
    return true;
}
function checkKeyLength(bytes) {
    if (bytes === 0)
        throw new UndecodableKeyError('the key is empty');
    if (bytes > MAX_KEY_BYTES)
        throw new UndecodableKeyError(`the key is longer than ${MAX_KEY_BYTES} bytes`);
}
/** Takes at most MAX_KEY_BYTES. */
function encodeBytes(bytes, start = 0, end = bytes.length) {
    let length = 0;
    let bits = 0;
    for (let i = start; i < end; i++) {
        const byte = bytes[i];
        bits |= byte;
        if (PLAIN[byte] === 1) {
            encoded[length++] = byte;
            continue;
        }
        encoded[length++] = PERCENT;
        encoded[length++] = UPPER_HEX_DIGITS[byte >> 4];
        encoded[length++] = UPPER_HEX_DIGITS[byte & 15];
    }
    // Pure ASCII needs no check.
    if (bits > 0x7f)
        checkUtf8(bytes, start, end);
    return encoded.toString('latin1', 0, length);
}
/** Strict: overlong forms and surrogates (`%C0%80`, `%ED%A0%80`) are rejected, too. */
function checkUtf8(bytes, start, end) {
    if (!(0,node_buffer__WEBPACK_IMPORTED_MODULE_0__.isUtf8)(bytes.subarray(start, end)))
        throw new UndecodableKeyError('the key is not valid UTF-8');
}
/** The byte that the escape at `at` encodes; above 0xff if its digits are not hexadecimal. */
function decodeEscape(field, at) {
    const high = HEX[field[at + 1]];
    const low = HEX[field[at + 2]];
    return low > 15 ? NO_BYTE : high * 16 + low;
}
function isUpperHex(field, at) {
    return field[at + 1] < 0x61 && field[at + 2] < 0x61;
}


/***/ }),

/***/ 100:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   cv: () => (/* binding */ say),
/* harmony export */   ol: () => (/* binding */ quoteText),
/* harmony export */   wx: () => (/* binding */ encodeText)
/* harmony export */ });
/* unused harmony exports showKey, safeLine, safeText, safeMarkdown, codeSpan, safeHtml */
// Makes untrusted text safe to show; the only place that does. For logs and annotations: safeLine, safeText. For
// Markdown: safeMarkdown. For fragments in our own sentences: say and encodeText (names and keys that others chose) and
// quoteText (messages of AWS or GitHub).

/** Typography of our own sentences that is allowed although it is not ASCII. */
const TYPOGRAPHY = '–—…‘’“”×→≤≥·';
const NOT_SHOWABLE = new RegExp(`[^ -~${TYPOGRAPHY}]+`, 'g');
const MAX_KEY_CHARS = 64;
/** Longest message shown in one place. AWS messages are shorter; a longer one contains something it should not. */
const MAX_MESSAGE_CHARS = 4_000;
/**
 * Untrusted text as UTF-8 bytes, with everything except `A-Z a-z 0-9 . _ / -` written as `%XX`. The result cannot form
 * a runner command, Markdown, a terminal control sequence or a second line. A lone surrogate becomes U+FFFD, as UTF-8
 * requires.
 */
function encodeText(text) {
    return text.replace(/[^A-Za-z0-9._/-]+/g, percentEncode);
}
/** Longest AWS text in one sentence; AWS messages are shorter. */
const MAX_QUOTED_CHARS = 500;
/**
 * Quotes a message of AWS or GitHub for use in a sentence, verbatim between backticks: printable ASCII is kept, white
 * space becomes one space, backticks and everything else are encoded. Longer texts are cut to 500 characters and `…`.
 * The backticks set it apart from our own words in a log, and make safeMarkdown show it as one code span.
 */
function quoteText(text) {
    const words = text.replace(/\s+/g, ' ').trim();
    const shown = words.length <= MAX_QUOTED_CHARS ? words : `${words.slice(0, MAX_QUOTED_CHARS)}…`;
    return `\`${shown.replace(NOT_SHOWABLE, percentEncode).replaceAll('`', '%60') || '(empty)'}\``;
}
/** Composes a message: our words unchanged, every interpolated string encoded. */
function say(words, ...fragments) {
    return String.raw({ raw: words }, ...fragments.map((fragment) => (typeof fragment === 'string' ? encodeText(fragment) : fragment)));
}
/**
 * A key for people: encoded keys unchanged, anything else encoded first. At most `maxChars`, then `…` and 8 hex
 * digits of the SHA-256 of the whole encoded key, so that two long keys still look different.
 */
function showKey(key, maxChars = MAX_KEY_CHARS) {
    const encoded = /^(?:[A-Za-z0-9._/-]|%[0-9A-F]{2})*$/.test(key) ? key : encodeText(key);
    if (encoded.length <= maxChars)
        return encoded;
    const head = encoded.slice(0, maxChars).replace(/%[0-9A-F]?$/, '');
    return `${head}…${createHash('sha256').update(encoded).digest('hex').slice(0, 8)}`;
}
/**
 * Final filter of one line for a log or an annotation. Readable words pass; control and non-ASCII characters are
 * encoded; and anything the runner would take for a command is broken up: `##[` anywhere, `::` at the start
 * (actions/runner, ActionCommand.cs). So are positions such as `file(1,2)` and `file:1:2`: a problem matcher left
 * behind by an earlier step would turn them into annotations.
 */
function safeLine(message) {
    return cut(cut(message.trim()).replace(NOT_SHOWABLE, percentEncode))
        .replaceAll('##[', '##%5B')
        .replace(/^:+/, (colons) => colons.replaceAll(':', '%3A'))
        .replace(/\((?=\d+,\d+\))/g, '%28')
        .replace(/(?<!T\d\d):(?=\d+:\d)/g, '%3A');
}
/** Filters each line of a multi-line message. */
function safeText(message) {
    return message
        .trim()
        .split(/\r\n|[\r\n]/)
        .map(safeLine)
        .join('\n');
}
/**
 * A message as inline Markdown. Text between backticks becomes one code span. Elsewhere, words of plain prose are kept,
 * and every other word (ARN, permission, address, encoded key, …) becomes its own code span. Inside a code span GitHub
 * sees no markup, link, mention, reference, emoji or formula.
 */
function safeMarkdown(message) {
    return safeText(message)
        .split('\n')
        .map(showLine)
        .join('<br>')
        .replace(/^(\d+)([.)])(?= |$)/, (_, digits, mark) => `${digits}&#${mark.charCodeAt(0)};`);
}
/** Adjacent code spans would be read as one that contains backticks, so they are kept apart. */
function showLine(line) {
    return line
        .split(/(`[^`]+`)/)
        .map((part, index) => (index % 2 === 1 ? codeSpan(part.slice(1, -1)) : showWords(part)))
        .reduce((shown, part) => (shown.endsWith('`') && part.startsWith('`') ? `${shown} ${part}` : shown + part), '')
        .trim();
}
const showWords = (text) => text
    .split(/ +/)
    .map((word) => (word === '' ? '' : showWord(word)))
    .join(' ');
/** A code span. Backticks and pipes, the characters that could end it or its table cell, are encoded. */
function codeSpan(text) {
    const content = safeLine(text).replace(/[`|]/g, percentEncode);
    return content === '' ? '(empty)' : `\`${content}\``;
}
/** Text inside raw HTML such as `<summary>`, where Markdown has no effect but mentions and references still do. */
function safeHtml(text) {
    return safeLine(text)
        .replace(/[@#]/g, percentEncode)
        .replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`);
}
/** Words, hyphenated words, `S3`, numbers, dates, times and lone dashes: text without special meaning on GitHub. */
const PLAIN_WORD = new RegExp(`^(?:[A-Za-z]+(?:['’-][A-Za-z]+)*|S3|e\\.g|i\\.e|\\d+(?:[.,]\\d+)*%?|\\d{4}-\\d{2}-\\d{2}|\\d{2}:\\d{2}|[${TYPOGRAPHY}]+)$`);
/** Text that GitHub could take for a commit id: `deadbeef` and 1234567, but not `succeeded` and 1,234,567. */
const LOOKS_LIKE_COMMIT = /(?<![a-z0-9])[a-f0-9]{7,}(?![a-z0-9])/i;
const OPENING = (/* unused pure expression or super */ null && (`("'“‘`));
const CLOSING = (/* unused pure expression or super */ null && (`).,;:?!"'”’…`));
function showWord(word) {
    if (word === '-')
        return '–';
    let start = 0;
    // Stryker disable next-line EqualityOperator: behind the end there is nothing left, and an empty core is the word itself
    while (start < word.length && OPENING.includes(word.charAt(start)))
        start++;
    let end = word.length;
    // Stryker disable next-line EqualityOperator: before the start, too, an empty core is the word itself
    while (end > start && CLOSING.includes(word.charAt(end - 1)))
        end--;
    const core = word.slice(start, end);
    const isPlain = PLAIN_WORD.test(core) && !LOOKS_LIKE_COMMIT.test(core) && !/www$/i.test(core);
    if (core === '' || isPlain)
        return word;
    const content = core.replace(/^`+|`+$/g, '') || core;
    return word.slice(0, start) + codeSpan(content) + word.slice(end);
}
function cut(message) {
    return message.length <= MAX_MESSAGE_CHARS ? message : `${message.slice(0, MAX_MESSAGE_CHARS)}…`;
}
function percentEncode(run) {
    return Buffer.from(run, 'utf8').toString('hex').toUpperCase().replace(/../g, '%$&');
}


/***/ })

/******/ });
/************************************************************************/
/******/ // The module cache
/******/ var __webpack_module_cache__ = {};
/******/ 
/******/ // The require function
/******/ function __nccwpck_require__(moduleId) {
/******/ 	// Check if module is in cache
/******/ 	var cachedModule = __webpack_module_cache__[moduleId];
/******/ 	if (cachedModule !== undefined) {
/******/ 		return cachedModule.exports;
/******/ 	}
/******/ 	// Create a new module (and put it into the cache)
/******/ 	var module = __webpack_module_cache__[moduleId] = {
/******/ 		// no module.id needed
/******/ 		// no module.loaded needed
/******/ 		exports: {}
/******/ 	};
/******/ 
/******/ 	// Execute the module function
/******/ 	var threw = true;
/******/ 	try {
/******/ 		__webpack_modules__[moduleId](module, module.exports, __nccwpck_require__);
/******/ 		threw = false;
/******/ 	} finally {
/******/ 		if(threw) delete __webpack_module_cache__[moduleId];
/******/ 	}
/******/ 
/******/ 	// Return the exports of the module
/******/ 	return module.exports;
/******/ }
/******/ 
/************************************************************************/
/******/ /* webpack/runtime/asset-relocator-loader */
/******/ if (typeof __nccwpck_require__ !== 'undefined') __nccwpck_require__.ab = decodeURIComponent(new URL('.', import.meta.url).pathname).slice(import.meta.url.match(/^file:\/\/\/\w:/) ? 1 : 0, -1) + "/";
/******/ 
/******/ /* webpack/runtime/define property getters */
/******/ (() => {
/******/ 	// define getter functions for harmony exports
/******/ 	__nccwpck_require__.d = (exports, definition) => {
/******/ 		for(var key in definition) {
/******/ 			if(__nccwpck_require__.o(definition, key) && !__nccwpck_require__.o(exports, key)) {
/******/ 				Object.defineProperty(exports, key, { enumerable: true, get: definition[key] });
/******/ 			}
/******/ 		}
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/hasOwnProperty shorthand */
/******/ (() => {
/******/ 	__nccwpck_require__.o = (obj, prop) => (Object.prototype.hasOwnProperty.call(obj, prop))
/******/ })();
/******/ 
/******/ /* webpack/runtime/make namespace object */
/******/ (() => {
/******/ 	// define __esModule on exports
/******/ 	__nccwpck_require__.r = (exports) => {
/******/ 		if(typeof Symbol !== 'undefined' && Symbol.toStringTag) {
/******/ 			Object.defineProperty(exports, Symbol.toStringTag, { value: 'Module' });
/******/ 		}
/******/ 		Object.defineProperty(exports, '__esModule', { value: true });
/******/ 	};
/******/ })();
/******/ 
/************************************************************************/
var __webpack_exports__ = {};

;// CONCATENATED MODULE: external "node:worker_threads"
const external_node_worker_threads_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:worker_threads");
// EXTERNAL MODULE: ./lib/words/errors.js
var errors = __nccwpck_require__(758);
// EXTERNAL MODULE: ./lib/engines/inventory-scan/protocol.js
var protocol = __nccwpck_require__(700);
// EXTERNAL MODULE: ./lib/words/encryption.js
var encryption = __nccwpck_require__(396);
// EXTERNAL MODULE: ./lib/findings/classify.js + 15 modules
var classify = __nccwpck_require__(428);
;// CONCATENATED MODULE: ./lib/findings/choice.js
// Defines the words for what is done about a finding, or why nothing is done. decide/choose-by-need.ts decides which of
// them applies to a need; a scan gets the decisions as data.
/**
 * What can be done about a finding, whatever carries it out:
 *
 * - `copy`: one copy onto itself (CopyObject, or a job of S3PutObjectCopy)
 * - `multipart-copy`: the same in parts, for objects too large for one copy
 * - `update-encryption`: encrypts the data key under another key; no data is moved (S3UpdateObjectEncryption)
 * - `restore`: archived, so it can be copied only after a restore (S3InitiateRestoreObject)
 * - `selected`, `selected-by-class`: no finding, but selected for the operation that was asked for, which treats all
 *   storage classes alike, or each by itself
 */
const choice_OPERATIONS = [
    'copy',
    'multipart-copy',
    'update-encryption',
    'restore',
    'selected',
    'selected-by-class',
];
/** Why nothing is done about a finding: every operation would fail, or would lose something (docs/safety.md). */
const choice_HELD_BACK_REASONS = (/* unused pure expression or super */ null && ([
    'too-large',
    'archived',
    'object-lock',
    'object-lock-unknown',
    'object-lock-default-hold',
    'acl-not-private',
    'acl-unknown',
    'storage-class-unknown',
    'storage-class-unsupported',
    'sse-c',
    'dsse-kms',
    'status-not-remediable',
    'website-redirect',
    'access-log-target',
    'contradictory-rows',
    'not-archived',
    'access-tier-unknown',
]));
/** True for a word of OPERATIONS, false for a reason to hold an object back. */
function isOperation(choice) {
    return choice_OPERATIONS.includes(choice);
}

;// CONCATENATED MODULE: ./lib/findings/first-by-key.js
// Keeps the findings with the first keys as samples: the same ones whatever the order in which rows are read.
/** The first `limit` by key: encoded keys are ASCII, so their order is that of the bytes. */
function firstByKey(samples, limit) {
    return [...samples].sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0)).slice(0, limit);
}
/** Whether `insertByKey` would keep a sample with this key. */
function isAmongFirst(samples, key, limit) {
    const last = samples[limit - 1];
    return last === undefined || key < last.key;
}
/** Adds a sample to an ordered list of at most `limit`. */
function insertByKey(samples, sample, limit) {
    let at = samples.length;
    while (at > 0 && sample.key < samples[at - 1].key)
        at--;
    samples.splice(at, 0, sample);
    if (samples.length > limit)
        samples.pop();
}

;// CONCATENATED MODULE: ./lib/findings/findings.js
// Defines the result of examining a whole bucket, whatever the source: counts, samples, the files with the keys of the
// findings, and the proof.
/** In place of a storage class: the operation preserves each object's class automatically. */
const ALL_CLASSES = 'ALL';

// EXTERNAL MODULE: ./lib/findings/need.js
var need = __nccwpck_require__(248);
;// CONCATENATED MODULE: ./lib/findings/scan-tally.js
// Defines what one or several inventory files contain: plain data that a worker can post and merge.ts can add up.


const MAX_SAMPLES = 25;
const MAX_HELD_BACK_SAMPLES = 10;
const MAX_UNKNOWN_VALUES = 10;
const MAX_PREFIXES = 10_000;
const KIB = 2 ** 10;
const MIB = 2 ** 20;
/** 128 KiB is the minimum that Standard-IA and Intelligent-Tiering charge for; 5 GiB is the maximum for one copy. */
const SIZE_BANDS = [
    { label: 'under 128 KiB', maxBytes: 128 * KIB - 1 },
    { label: '≤ 1 MiB', maxBytes: MIB },
    { label: '≤ 128 MiB', maxBytes: 128 * MIB },
    { label: '≤ 1 GiB', maxBytes: 1024 * MIB },
    { label: '≤ 5 GiB', maxBytes: need/* MAX_COPY_BYTES */.VR },
    { label: 'over 5 GiB', maxBytes: Number.POSITIVE_INFINITY },
];
/** Index of the band that contains a size. */
function bandOf(bytes) {
    let band = 0;
    while (bytes > SIZE_BANDS[band].maxBytes)
        band++;
    return band;
}
/** ALL_CLASSES if the operation keeps each object's storage class by itself: its findings are one group. */
const classOfGroup = (operation, storageClass) => operation === 'update-encryption' || operation === 'selected' ? ALL_CLASSES : storageClass;
/** The name of a group: key of the tallies, and folder of the kept rows. Consists of validated words only. */
function nameGroup(operation, storageClass) {
    return `${operation}/${classOfGroup(operation, storageClass)}`;
}
/** The parts of a name made by `nameGroup`. */
function splitGroupName(name) {
    const [operation, storageClass = ''] = name.split('/');
    return { operation: operation, storageClass };
}

;// CONCATENATED MODULE: ./lib/findings/tally.js
// Counts millions of objects quickly: plain numbers while they are exact, bigint for the totals.
/** Sizes are below 2^50 (csv-row.ts), so a sum below this limit stays exact after one more addition. */
const FLUSH_BYTES = 2 ** 52;
/** Counts objects and bytes. */
class Counter {
    objects = 0;
    #recentBytes = 0;
    #bytes = 0n;
    #isSized = true;
    add(bytes) {
        this.objects++;
        this.#recentBytes += bytes;
        if (this.#recentBytes > FLUSH_BYTES)
            this.#flush();
    }
    /** Counts objects whose sizes were not read. */
    addUnsized(objects) {
        this.objects += objects;
        if (objects > 0)
            this.#isSized = false;
    }
    addTally({ objects, bytes }) {
        this.objects += objects;
        this.#bytes += bytes;
    }
    /** Same as tally(), but the bytes are undefined if any object was counted without its size. */
    count() {
        const tally = this.tally();
        return this.#isSized ? tally : { objects: tally.objects, bytes: undefined };
    }
    tally() {
        this.#flush();
        return { objects: this.objects, bytes: this.#bytes };
    }
    #flush() {
        this.#bytes += BigInt(this.#recentBytes);
        this.#recentBytes = 0;
    }
}
const createCounters = (count) => Array.from({ length: count }, () => new Counter());
/** Without a Size column rows have a size of 0, and only the number of objects is known. */
function asKnown({ objects, bytes }, hasSize) {
    return { objects, bytes: hasSize || objects === 0 ? bytes : undefined };
}
/** The name under which everything beyond the limit of a CounterMap is counted. */
const OTHER = '(other)';
/** Counters by name, at most `limit` of them: the names are chosen by those who wrote the objects. */
class CounterMap {
    #counters = new Map();
    #limit;
    constructor(limit) {
        this.#limit = limit;
    }
    add(name, bytes) {
        let counter = this.#counters.get(name);
        if (counter === undefined) {
            // A copy: V8 would keep the whole key alive for a substring of it.
            const kept = this.#counters.size < this.#limit ? Buffer.from(name).toString() : OTHER;
            counter = this.#counters.get(kept) ?? new Counter();
            this.#counters.set(kept, counter);
        }
        counter.add(bytes);
    }
    tallies() {
        return new Map([...this.#counters].map(([name, counter]) => [name, counter.tally()]));
    }
}

;// CONCATENATED MODULE: ./lib/findings/finding-counter.js
// Counts findings: by status, class, size and prefix, by what is done about them, and keeps some as samples.






/** There are about fifteen storage classes. */
const MAX_STORAGE_CLASSES = 100;
/**
 * Counts findings one by one. Those that can be remediated are written to `spool`, and all of them to `rows`, if there
 * are such.
 */
class FindingCounter {
    #hasSize;
    #spool;
    #rows;
    #byStatus = createCounters(encryption/* ENCRYPTION_STATUSES */.JD.length);
    #bySize = createCounters(SIZE_BANDS.length);
    #byStorageClass = new CounterMap(MAX_STORAGE_CLASSES);
    #prefixes = new CounterMap(MAX_PREFIXES);
    #groups = new Map();
    /** The same by storage class, so that no name has to be built for each finding. */
    #groupsOf = {
        copy: new Map(),
        'multipart-copy': new Map(),
        'update-encryption': new Map(),
        restore: new Map(),
        selected: new Map(),
        'selected-by-class': new Map(),
    };
    #heldBack = new Map();
    #samples = [];
    constructor(hasSize, spool, rows) {
        this.#hasSize = hasSize;
        this.#spool = spool;
        this.#rows = rows;
    }
    finish() {
        const count = (counter) => asKnown(counter.count(), this.#hasSize);
        const countAll = (counters) => counters.map(count);
        const countEach = (counters) => new Map([...counters.tallies()].map(([name, tally]) => [name, asKnown(tally, this.#hasSize)]));
        return {
            findingsByStatus: countAll(this.#byStatus),
            findingsByStorageClass: countEach(this.#byStorageClass),
            findingsBySize: this.#hasSize ? countAll(this.#bySize) : [],
            prefixes: countEach(this.#prefixes),
            groups: new Map([...this.#groups].map(([name, { counter, newestLastModified }]) => [
                name,
                { tally: count(counter), newestLastModified },
            ])),
            heldBack: new Map([...this.#heldBack].map(([reason, { counter, samples }]) => [reason, { tally: count(counter), samples }])),
            samples: this.#samples,
        };
    }
    add(row, key, choice) {
        const storageClass = row.text('storageclass') ?? '';
        const isActedOn = isOperation(choice);
        const heldBack = isActedOn ? undefined : choice;
        this.#byStatus[row.status]?.add(row.size);
        this.#byStorageClass.add(storageClass, row.size);
        this.#bySize[bandOf(row.size)]?.add(row.size);
        this.#prefixes.add(key.slice(0, key.indexOf('/') + 1), row.size);
        if (isAmongFirst(this.#samples, key, MAX_SAMPLES)) {
            insertByKey(this.#samples, this.#sample(row, key, storageClass, heldBack), MAX_SAMPLES);
        }
        const modified = isActedOn || this.#rows !== undefined ? row.time('lastmodifieddate') : undefined;
        this.#rows?.add(key, {
            status: row.status,
            size: this.#hasSize ? row.size : undefined,
            storageClass,
            modified,
            choice,
        });
        if (isActedOn)
            this.#addToGroup(row, key, this.#groupOf(choice, storageClass), modified);
        else
            this.#addHeldBack(row, key, storageClass, choice);
    }
    #groupOf(operation, storageClass) {
        // Copies name one of a few classes; re-encryption works for any text in the report, and has one group for all.
        const groups = this.#groupsOf[operation];
        const classes = classOfGroup(operation, storageClass);
        const known = groups.get(classes);
        if (known !== undefined)
            return known;
        const name = nameGroup(operation, storageClass);
        const group = this.#groups.get(name) ?? { name, counter: new Counter(), newestLastModified: undefined };
        this.#groups.set(name, group);
        groups.set(classes, group);
        return group;
    }
    #addToGroup(row, key, group, modified) {
        group.counter.add(row.size);
        if (modified !== undefined) {
            // UnModifiedSinceConstraint depends on it: with a guessed time the job could replace newer data.
            if (Number.isNaN(modified))
                throw new errors/* ActionError */.lZ('UNREADABLE', `LastModifiedDate of ${key} is not a time`);
            group.newestLastModified = Math.max(group.newestLastModified ?? modified, modified);
        }
        this.#spool?.add(group.name, key);
    }
    #addHeldBack(row, key, storageClass, reason) {
        const entry = this.#heldBack.get(reason) ?? { counter: new Counter(), samples: [] };
        this.#heldBack.set(reason, entry);
        entry.counter.add(row.size);
        if (!isAmongFirst(entry.samples, key, MAX_HELD_BACK_SAMPLES))
            return;
        insertByKey(entry.samples, this.#sample(row, key, storageClass, reason), MAX_HELD_BACK_SAMPLES);
    }
    #sample(row, key, storageClass, heldBack) {
        const status = encryption/* ENCRYPTION_STATUSES */.JD[row.status] ?? 'NOT-SSE';
        return { key, status, storageClass, size: this.#hasSize ? row.size : undefined, heldBack };
    }
}

;// CONCATENATED MODULE: ./lib/findings/key-hash.js
// Hashes keys to find those listed twice: HalfSipHash-2-4 with 64 bits (Aumasson and Bernstein, "SipHash: a fast
// short-input PRF"; the half version as in their reference implementation), with a hash key specific to the report.
/** `high` and `low` belong to the last key hashed: an object for each would cost more than the hash. */
class KeyHasher {
    /** 32 bits, signed. */
    high = 0;
    low = 0;
    #k0;
    #k1;
    /**
     * `seed` is hexadecimal, at least 16 digits. The checksum of the inventory manifest is used: it is not known yet when
     * objects are named, and the same report gives the same hashes.
     */
    constructor(seed) {
        const bytes = Buffer.from(seed, 'hex');
        this.#k0 = bytes.readInt32LE(0);
        this.#k1 = bytes.readInt32LE(4);
    }
    /** Hashes ASCII text, such as encoded keys. */
    hash(text) {
        const { length } = text;
        const words = length >> 2;
        let v0 = this.#k0;
        let v1 = this.#k1 ^ 0xee;
        let v2 = 0x6c796765 ^ this.#k0;
        let v3 = 0x74656462 ^ this.#k1;
        // Two rounds per step: the words, the rest with the length, then four rounds for each half of the result.
        for (let step = 0; step < words + 5; step++) {
            const word = step < words ? readWord(text, step << 2) : step === words ? readRest(text, words << 2) : 0;
            if (step === words + 1)
                v2 ^= 0xee;
            if (step === words + 3) {
                this.high = v1 ^ v3;
                v1 ^= 0xdd;
            }
            v3 ^= word;
            for (let round = 0; round < 2; round++) {
                v0 = (v0 + v1) | 0;
                v1 = ((v1 << 5) | (v1 >>> 27)) ^ v0;
                v0 = (v0 << 16) | (v0 >>> 16);
                v2 = (v2 + v3) | 0;
                v3 = ((v3 << 8) | (v3 >>> 24)) ^ v2;
                v0 = (v0 + v3) | 0;
                v3 = ((v3 << 7) | (v3 >>> 25)) ^ v0;
                v2 = (v2 + v1) | 0;
                v1 = ((v1 << 13) | (v1 >>> 19)) ^ v2;
                v2 = (v2 << 16) | (v2 >>> 16);
            }
            v0 ^= word;
        }
        this.low = v1 ^ v3;
    }
}
function readWord(text, at) {
    return (text.charCodeAt(at) |
        (text.charCodeAt(at + 1) << 8) |
        (text.charCodeAt(at + 2) << 16) |
        (text.charCodeAt(at + 3) << 24));
}
function readRest(text, from) {
    let rest = text.length << 24;
    for (let at = from; at < text.length; at++)
        rest |= text.charCodeAt(at) << ((at - from) * 8);
    return rest;
}

// EXTERNAL MODULE: ./lib/words/outside-text.js
var outside_text = __nccwpck_require__(100);
// EXTERNAL MODULE: ./lib/words/object-key.js
var object_key = __nccwpck_require__(736);
;// CONCATENATED MODULE: ./lib/findings/kept-row.js
// Defines a row that does not come from a report: it was kept on disk, or its object was checked.


class kept_row_KeptRow {
    status;
    size;
    number = 1;
    isLatest = true;
    isDeleteMarker = false;
    #key;
    #facts;
    constructor(key, facts) {
        this.#key = key;
        this.#facts = facts;
        this.status = facts.status;
        this.size = facts.size;
    }
    /** Whether both describe the same object state, whenever it was written. */
    isLike(other) {
        const { status, size, storageClass } = other.#facts;
        return status === this.status && size === this.size && storageClass === this.#facts.storageClass;
    }
    /** An order of all rows, without their keys: by status, size, class and time. Positive if this one is later in it. */
    compareTo(other) {
        const { status, size, storageClass } = other.#facts;
        if (status !== this.status)
            return this.status - status;
        if (size !== this.size)
            return this.size - size;
        if (storageClass !== this.#facts.storageClass)
            return this.#facts.storageClass > storageClass ? 1 : -1;
        return this.isNewerThan(other) ? 1 : -1;
    }
    /** An invalid time counts as newer than any other: it must not be passed over. */
    isNewerThan(other) {
        const modified = this.#facts.modified ?? 0;
        return Number.isNaN(modified) || modified > (other.#facts.modified ?? 0);
    }
    statusText() {
        return ENCRYPTION_STATUSES[this.status] ?? '';
    }
    key() {
        return this.#key;
    }
    rawKey() {
        const bytes = Buffer.from(decodeKey(this.#key));
        return { bytes, start: 0, end: bytes.length };
    }
    text(column) {
        return column === 'storageclass' ? this.#facts.storageClass : undefined;
    }
    time(column) {
        return column === 'lastmodifieddate' ? this.#facts.modified : undefined;
    }
}

;// CONCATENATED MODULE: ./lib/findings/set-apart.js
// Stores rows whose keys must be compared on disk, with everything needed to count them later.





/** The folder of all rows set apart. */
const SET_APART = 'set-apart';
/** Number of heaps, chosen by hash: all rows of a key are in the same heap, and one heap at a time is in memory. */
const HEAPS = 26;
/** The folder of one heap of all rows that were set apart for one reason. */
const nameHeap = (heap, reason = SET_APART) => `${reason}/${String.fromCharCode(65 + heap)}`;
/** `heap`: the folder; `rest` follows the row, and is read by whoever wrote it. */
function setApart(spool, heap, row, { kind, choice, exception }, rest = []) {
    const storageClass = (0,outside_text/* encodeText */.wx)(row.text('storageclass') ?? '');
    const modified = row.time('lastmodifieddate') ?? '';
    const facts = [row.status, row.size, storageClass, modified];
    spool.add(heap, row.key(), `,${[kind, choice, exception ?? '', ...facts, ...rest].join(',')}`);
}
/** A row as `setApart` wrote it. @throws ActionError INTERNAL_ERROR */
function readSetApart({ key, rest }) {
    const [kind, choice, exception = '', status = '', size = '', storageClass = '', modified = ''] = rest;
    const settled = [...OPERATIONS, ...HELD_BACK_REASONS].find((word) => word === choice);
    if ((kind !== 'finding' && kind !== 'candidate') || settled === undefined || !ENCRYPTION_STATUSES[Number(status)]) {
        throw new ActionError('INTERNAL_ERROR', 'A row that was set apart cannot be read again.', {
            hint: 'Check the free disk space on the runner, and run again.',
        });
    }
    const facts = {
        status: Number(status),
        size: Number(size),
        storageClass: decodeURIComponent(storageClass),
        modified: modified === '' ? undefined : Number(modified),
    };
    return {
        kind,
        choice: settled,
        exception: exception === '' ? undefined : Number(exception),
        row: new KeptRow(key, facts),
    };
}

;// CONCATENATED MODULE: ./lib/findings/overlap.js
// Compares rows of several reports of a bucket. Where a newer report may list a key, too, an older report's findings are
// deferred: on disk until all reports are read, and then counted only if no newer report lists the key.


/** The folder of the rows that wait for newer reports. */
const OVERLAP = 'overlap';
/** Beside a deferred row: the key is in this report, whatever its row says. */
const LISTED = 'listed';
/** 8 MiB: with a million deferred keys, one in 64 of the other rows is compared unnecessarily. */
const BITS = 2 ** 26;
const createDeferred = () => new Int32Array(new SharedArrayBuffer(BITS / 8));
/** The rows of one file. */
class Overlap {
    #options;
    #spool;
    #hasher;
    constructor(options, spool) {
        this.#options = options;
        this.#spool = spool;
        this.#hasher = new KeyHasher(options.seed);
    }
    /** Whether a newer report may list the key. */
    isOlder(key) {
        return this.#options.newer.some((prefix) => key.startsWith(prefix));
    }
    /** Keeps a row that is, or may be, a finding until newer reports have been read. */
    defer(row, key, settled) {
        const [word, bit] = this.#hash(key);
        Atomics.or(this.#options.deferred, word, bit);
        setApart(this.#spool, this.#heap, row, settled, [this.#options.rank]);
    }
    /** Notes that this report lists the key, if an older one has a deferred row of it. */
    note(key) {
        const { rank, deferred } = this.#options;
        if (rank === 0)
            return;
        const [word, bit] = this.#hash(key);
        if ((deferred[word] & bit) !== 0)
            this.#spool.add(this.#heap, key, `,${LISTED},${rank}`);
    }
    get #heap() {
        return nameHeap((this.#hasher.high >>> 0) % HEAPS, OVERLAP);
    }
    #hash(key) {
        this.#hasher.hash(key);
        const at = this.#hasher.low & (BITS - 1);
        return [at >> 5, 1 << (at & 31)];
    }
}
/** Whether rows of that kind are of current objects: only those are compared. */
const isCurrent = (kind) => kind === 'excluded' || kind === 'compliant' || kind === 'candidate' || kind === 'finding';

;// CONCATENATED MODULE: external "node:fs"
const external_node_fs_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:fs");
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __nccwpck_require__(760);
;// CONCATENATED MODULE: ./lib/findings/spool.js
// Keeps findings on disk: in job-manifest form, one file per group and inventory file.



/** Rows of a group are written when this many bytes have accumulated. */
const spool_FLUSH_BYTES = 256 * 1024;
/** The folder of rows that are not findings yet: `bucket,key,choice,exception`. */
const CANDIDATES = 'candidates';
/** An operation, and a storage class if it has one. */
const GROUP_NAME = /^[a-z-]+(\/[A-Z_]+)?$/;
/**
 * Path of the rows of one group from one inventory file.
 * @throws ActionError INTERNAL_ERROR for a name that is not made of validated words: no report may choose a path
 */
function spoolPath(folder, group, fileIndex) {
    if (!GROUP_NAME.test(group))
        throw new errors/* ActionError */.lZ('INTERNAL_ERROR', 'A group of rows has a name that is no group.');
    return (0,external_node_path_.join)(folder, group, `${String(fileIndex).padStart(6, '0')}.csv`);
}
/**
 * Writes the findings of one inventory file that can be remediated, `bucket,key` per line. Stops for good once all
 * workers together have more than `maxRows`: the scan then discards all rows. Keys are encoded, so no line needs
 * quoting.
 */
class RowSpool {
    #options;
    #fileIndex;
    #lineStart;
    #files = new Map();
    #unflushedRows = 0;
    #isFull = false;
    constructor(options, fileIndex) {
        this.#options = options;
        this.#lineStart = `${options.bucket},`;
        this.#fileIndex = fileIndex;
    }
    /** `rest` follows the key: plain ASCII characters. */
    add(group, key, rest = '') {
        if (this.#isFull)
            return;
        const file = this.#files.get(group) ?? this.#open(group);
        // Joined when written: one call then converts thousands of rows to bytes.
        file.rows.push(rest === '' ? key : key + rest);
        file.length += this.#lineStart.length + key.length + rest.length + 1;
        this.#unflushedRows++;
        if (file.length >= spool_FLUSH_BYTES)
            this.#flush();
    }
    /** Writes the remaining rows. Nothing may be added afterwards. */
    close() {
        if (!this.#isFull)
            this.#flush();
        for (const { descriptor } of this.#files.values())
            (0,external_node_fs_namespaceObject.closeSync)(descriptor);
        this.#files.clear();
        this.#isFull = true;
    }
    #open(group) {
        const path = spoolPath(this.#options.folder, group, this.#fileIndex);
        (0,external_node_fs_namespaceObject.mkdirSync)((0,external_node_path_.join)(path, '..'), { recursive: true });
        const file = { descriptor: (0,external_node_fs_namespaceObject.openSync)(path, 'w', 0o600), rows: [], length: 0 };
        this.#files.set(group, file);
        return file;
    }
    #flush() {
        const rows = BigInt(this.#unflushedRows);
        this.#unflushedRows = 0;
        this.#isFull = Atomics.add(this.#options.written, 0, rows) + rows > BigInt(this.#options.maxRows);
        for (const file of this.#files.values()) {
            if (!this.#isFull && file.rows.length > 0)
                (0,external_node_fs_namespaceObject.writeFileSync)(file.descriptor, this.#linesOf(file), 'latin1');
            file.rows = [];
            file.length = 0;
        }
    }
    #linesOf({ rows }) {
        return `${this.#lineStart}${rows.join(`\n${this.#lineStart}`)}\n`;
    }
}
/** Deletes the kept rows of the given groups, or of all groups of the given operations. */
function dropSpool(folder, groups) {
    for (const group of groups)
        rmSync(join(folder, group), { recursive: true, force: true });
}

;// CONCATENATED MODULE: ./lib/findings/accumulator.js
// Counts the rows of one inventory file, one by one or many at once (the resulting tally: scan-tally.ts).








/** Unknown statuses are only shown: the first few characters identify them. */
const MAX_UNKNOWN_VALUE_CHARS = 64;
/** Counts rows one by one. Findings that can be remediated are written to `spool`, if there is one. */
class RowAccumulator {
    rows = 0;
    #policy;
    #hasSize;
    #candidateSpool;
    #watch;
    #overlap;
    #current = createCounters(encryption/* ENCRYPTION_STATUSES */.JD.length);
    #noncurrent = createCounters(encryption/* ENCRYPTION_STATUSES */.JD.length);
    #findings;
    #excluded = new Counter();
    #superseded = new Counter();
    #excepted;
    #unknownValues = new Set();
    #deleteMarkers = 0;
    #unknownRows = 0;
    #candidates = 0;
    #judgedByColumn = 0;
    constructor(policy, options) {
        this.#policy = policy;
        this.#excepted = createCounters(policy.spec.exceptions.length);
        this.#hasSize = options.hasSize;
        this.#findings = new FindingCounter(options.hasSize, options.spool, options.findingRows);
        this.#candidateSpool = options.candidateSpool;
        this.#watch = options.watch;
        this.#overlap = options.overlap;
    }
    add(row) {
        this.rows++;
        const kind = (0,classify/* classifyRow */.n$)(row, this.#policy);
        if (this.#overlap !== undefined && this.#isLeftToOthers(row, kind, this.#overlap))
            return;
        switch (kind) {
            case 'delete-marker':
                this.#deleteMarkers++;
                break;
            case 'unknown-status':
                this.#addUnknown(row.statusText(), 1);
                break;
            case 'noncurrent':
                this.#noncurrent[row.status]?.add(row.size);
                break;
            case 'excluded':
                this.#excluded.add(row.size);
                break;
            case 'compliant':
                this.#current[row.status]?.add(row.size);
                if (this.#policy.dependsOnKey[row.status] === true)
                    this.#judgedByColumn++;
                break;
            case 'candidate':
            case 'finding':
                this.#judge(row, kind);
                break;
        }
    }
    /** Counts a row that was set apart, or one row for all rows with its key. */
    addKept(row, settled) {
        this.#count(row, row.key(), settled);
    }
    #count(row, key, { kind, choice, exception }) {
        this.#current[row.status]?.add(row.size);
        if (kind === 'candidate') {
            this.#candidates++;
            this.#candidateSpool?.add(CANDIDATES, key, `,${choice},${exception ?? ''}`);
            return;
        }
        if (this.#policy.dependsOnKey[row.status] === true)
            this.#judgedByColumn++;
        this.#addFinding(row, key, choice, exception);
    }
    /** Counts a candidate of an earlier row as the finding that it turned out to be. */
    addBreach(row, choice, exception) {
        this.#addFinding(row, row.key(), choice, exception);
    }
    /** Counts many rows of one kind and status (index into ENCRYPTION_STATUSES) without their sizes. */
    addUnsized(kind, status, rows) {
        this.rows += rows;
        const counters = kind === 'compliant' ? this.#current : this.#noncurrent;
        counters[status]?.addUnsized(rows);
    }
    /** Adds rows that were counted elsewhere with their sizes; lists follow ENCRYPTION_STATUSES. */
    addCounted({ current, noncurrent, deleteMarkers }) {
        const addAll = (counters, tallies) => tallies.forEach((tally, status) => {
            this.rows += tally.objects;
            counters[status]?.addTally(tally);
        });
        addAll(this.#current, current);
        addAll(this.#noncurrent, noncurrent);
        this.addDeleteMarkers(deleteMarkers);
    }
    /** Counts a current object that include and exclude leave out. */
    addLeftOut(bytes) {
        this.rows++;
        this.#excluded.add(bytes);
    }
    addDeleteMarkers(rows) {
        this.rows += rows;
        this.#deleteMarkers += rows;
    }
    /** Counts rows whose status, `text`, is not in the closed list. */
    addUnknown(text, rows) {
        this.rows += rows;
        this.#addUnknown(text, rows);
    }
    finish() {
        const count = (counter) => asKnown(counter.count(), this.#hasSize);
        const countAll = (counters) => counters.map(count);
        return {
            rows: this.rows,
            current: countAll(this.#current),
            noncurrent: countAll(this.#noncurrent),
            deleteMarkers: this.#deleteMarkers,
            excluded: count(this.#excluded),
            superseded: count(this.#superseded),
            matchedPatterns: this.#policy.listMatched(),
            excepted: countAll(this.#excepted),
            ...this.#findings.finish(),
            unknownRows: this.#unknownRows,
            unknownValues: [...this.#unknownValues].sort(),
            candidates: this.#candidates,
            judgedByColumn: this.#judgedByColumn,
        };
    }
    #addUnknown(status, rows) {
        this.#unknownRows += rows;
        if (rows === 0)
            return;
        this.#unknownValues.add(status.slice(0, MAX_UNKNOWN_VALUE_CHARS));
        // The first in order of text, whatever the order of the rows.
        if (this.#unknownValues.size > MAX_UNKNOWN_VALUES) {
            this.#unknownValues.delete([...this.#unknownValues].sort().at(-1) ?? '');
        }
    }
    /** Whether newer reports decide about the row's key. Compliant rows of older reports are then only counted as such. */
    #isLeftToOthers(row, kind, overlap) {
        if (!isCurrent(kind))
            return false;
        const key = row.key();
        overlap.note(key);
        if (!overlap.isOlder(key))
            return false;
        if (kind === 'candidate' || kind === 'finding')
            overlap.defer(row, key, this.#settle(row, kind));
        else
            this.#superseded.add(row.size);
        return true;
    }
    #settle(row, kind) {
        return { kind, choice: (0,classify/* chooseForRow */.vd)(row, this.#policy), exception: this.#policy.findException(row) };
    }
    /** Decides now what to do about the row and which exception applies: the columns are not available later. */
    #judge(row, kind) {
        const settled = this.#settle(row, kind);
        // Read only once: decoding the key is a large part of the cost of a finding.
        const key = row.key();
        if (this.#watch?.keys.isSuspect(key)) {
            setApart(this.#watch.apart, nameHeap(this.#watch.keys.heapOf(HEAPS)), row, settled);
        }
        else
            this.#count(row, key, settled);
    }
    #addFinding(row, key, choice, exception) {
        if (exception === undefined)
            this.#findings.add(row, key, choice);
        else
            this.#excepted[exception]?.add(row.size);
    }
}

;// CONCATENATED MODULE: ./lib/findings/line-bytes.js
// Writes lines of ASCII into memory in place: no text is made of a row, a number or a time.
/** Written to disk when it is full. */
const CAPACITY = 256 * 1024;
const DIGIT_ZERO = 0x30;
const DASH = 0x2d;
const POINT = 0x2e;
const COLON = 0x3a;
const LETTER_T = 0x54;
const LETTER_Z = 0x5a;
/** From 1 March of the year 0 to 1970-01-01, and in 400 years. */
const DAYS_FROM_MARCH_0 = 719_468;
const DAYS_OF_ERA = 146_097;
const DAY_MS = 86_400_000;
/** 0001-01-01 to 9999-12-31: outside of it ISO 8601 has a sign, and a cell that begins with one is a formula. */
const FIRST_TIME = -62_135_596_800_000;
const LAST_TIME = 253_402_300_799_999;
/** Whether `writeTime` can write it. False for what is no time. */
const isWritableTime = (time) => time !== undefined && time >= FIRST_TIME && time <= LAST_TIME;
/** Bytes of lines that are still to be written. Text and pieces must be ASCII. */
class LineBytes {
    #bytes = Buffer.allocUnsafe(CAPACITY);
    #length = 0;
    /** Whether so many bytes can be added. */
    fits(bytes) {
        return this.#length + bytes <= this.#bytes.length;
    }
    /** Makes room for a line that is longer than all of it. Nothing may be in it. */
    extend(bytes) {
        if (bytes > this.#bytes.length)
            this.#bytes = Buffer.allocUnsafe(bytes);
    }
    /** What was added, which then is in it no more; valid until something is added. */
    take() {
        const taken = this.#bytes.subarray(0, this.#length);
        this.#length = 0;
        return taken;
    }
    /** Faster than `set` for the few bytes of a cell. */
    addPiece(piece) {
        const bytes = this.#bytes;
        const at = this.#length;
        for (let i = 0; i < piece.length; i++)
            bytes[at + i] = piece[i];
        this.#length = at + piece.length;
    }
    addText(text) {
        this.#length += this.#bytes.write(text, this.#length, 'latin1');
    }
    /** A whole number from 0 to 2^53. */
    addWhole(value) {
        this.#length = writeWhole(this.#bytes, this.#length, value);
    }
    /** Epoch milliseconds of which `isWritableTime` holds, as ISO 8601 in UTC. */
    addTime(time) {
        writeTime(this.#bytes, this.#length, Math.floor(time));
        this.#length += 24;
    }
}
/** Returns the position after it. */
function writeWhole(bytes, at, value) {
    if (value < 1e9)
        return writeInteger(bytes, at, value, countDigits(value));
    const high = Math.floor(value / 1e9);
    return writeInteger(bytes, writeWhole(bytes, at, high), value - high * 1e9, 9);
}
/** Of a number below 10^9. */
function countDigits(value) {
    let digits = 1;
    for (let limit = 10; value >= limit; limit *= 10)
        digits++;
    return digits;
}
function writeInteger(bytes, at, value, digits) {
    let rest = value | 0;
    for (let i = at + digits - 1; i >= at; i--) {
        const tenth = (rest / 10) | 0;
        bytes[i] = DIGIT_ZERO + rest - tenth * 10;
        rest = tenth;
    }
    return at + digits;
}
/** A number below 100. */
function writePair(bytes, at, value) {
    // A tenth of it, rounded down: exact up to 1,028.
    const tens = (value * 205) >> 11;
    bytes[at] = DIGIT_ZERO + tens;
    bytes[at + 1] = DIGIT_ZERO + value - tens * 10;
}
/** `2024-04-22T01:13:28.000Z`. */
function writeTime(bytes, at, time) {
    const day = Math.floor(time / DAY_MS);
    writeDay(bytes, at, day);
    const ms = (time - day * DAY_MS) | 0;
    const seconds = (ms / 1_000) | 0;
    const minutes = (seconds / 60) | 0;
    const hours = (minutes / 60) | 0;
    const thousandths = ms - seconds * 1_000;
    const hundredths = (thousandths / 10) | 0;
    bytes[at + 10] = LETTER_T;
    writePair(bytes, at + 11, hours);
    bytes[at + 13] = COLON;
    writePair(bytes, at + 14, minutes - hours * 60);
    bytes[at + 16] = COLON;
    writePair(bytes, at + 17, seconds - minutes * 60);
    bytes[at + 19] = POINT;
    writePair(bytes, at + 20, hundredths);
    bytes[at + 22] = DIGIT_ZERO + thousandths - hundredths * 10;
    bytes[at + 23] = LETTER_Z;
}
/**
 * A day since 1970-01-01 in the Gregorian calendar. Its years are taken to begin in March, so that a leap day is the last
 * of its year, and the months repeat in fives of 153 days.
 */
function writeDay(bytes, at, day) {
    const sinceMarch = (day + DAYS_FROM_MARCH_0) | 0;
    const era = (sinceMarch / DAYS_OF_ERA) | 0;
    const dayOfEra = sinceMarch - era * DAYS_OF_ERA;
    const leapDays = ((dayOfEra / 1_460) | 0) - ((dayOfEra / 36_524) | 0) + ((dayOfEra / 146_096) | 0);
    const yearOfEra = ((dayOfEra - leapDays) / 365) | 0;
    const dayOfYear = dayOfEra - (365 * yearOfEra + (yearOfEra >> 2) - ((yearOfEra / 100) | 0));
    const sinceMarchMonth = ((5 * dayOfYear + 2) / 153) | 0;
    const month = sinceMarchMonth < 10 ? sinceMarchMonth + 3 : sinceMarchMonth - 9;
    const year = yearOfEra + era * 400 + (month < 3 ? 1 : 0);
    const century = (year / 100) | 0;
    writePair(bytes, at, century);
    writePair(bytes, at + 2, year - century * 100);
    bytes[at + 4] = DASH;
    writePair(bytes, at + 5, month);
    bytes[at + 7] = DASH;
    writePair(bytes, at + 8, dayOfYear - (((153 * sinceMarchMonth + 2) / 5) | 0) + 1);
}

;// CONCATENATED MODULE: ./lib/findings/finding-rows.js
// Keeps every finding on disk as a line of the findings file, whatever is done about it: one file per inventory file.
// Every engine can feed it; the lines of all files, in any order, are the findings file without its first line.





const FOLDER = 'finding-rows';
/** The columns of a finding, in their order. `remedy` is an operation, or why a copy is held back. */
const FINDING_COLUMNS = (/* unused pure expression or super */ null && ([
    'bucket',
    'key',
    'encryption',
    'bytes',
    'storageClass',
    'lastModified',
    'remedy',
]));
function createFindingRows(folder, bucket, format) {
    return { folder, bucket, format, written: new BigInt64Array(new SharedArrayBuffer(8)) };
}
/** All rows that were kept. Call it when every writer is closed. */
function listFindingRows({ folder, written }) {
    const place = join(folder, FOLDER);
    const names = existsSync(place) ? readdirSync(place).sort() : [];
    return { parts: names.map((name) => join(place, name)), rows: Number(Atomics.load(written, 0)) };
}
function dropFindingRows(folder) {
    rmSync(join(folder, FOLDER), { recursive: true, force: true });
}
/** What a row says of a finding. */
const cellsOf = (row, choice, hasSize) => ({
    status: row.status,
    size: hasSize ? row.size : undefined,
    storageClass: row.text('storageclass') ?? '',
    modified: row.time('lastmodifieddate'),
    choice,
});
const FORMS = {
    csv: {
        start: (bucket) => `${bucket},`,
        status: (status) => `,${status},`,
        noSize: '',
        storageClass: (name) => `,${name},`,
        end: (choice) => `,${choice}\n`,
    },
    ndjson: {
        start: (bucket) => `{"bucket":"${bucket}","key":"`,
        status: (status) => `","encryption":"${status}","bytes":`,
        noSize: 'null',
        storageClass: (name) => `,"storageClass":"${name}","lastModified":"`,
        end: (choice) => `","remedy":"${choice}"}\n`,
    },
};
/** Longer than a line without its storage class: a key has at most 1,024 bytes, each at most three characters. */
const MAX_LINE_BYTES = 4_096;
/**
 * Writes the findings of one source of rows. A disk that is full must not change the verdict: writing then stops, and
 * the count of rows shows that the file is not complete.
 */
class FindingRows {
    #options;
    #index;
    #start;
    #statuses;
    #noSize;
    #classes;
    #ends;
    #lines;
    #rows = 0;
    #descriptor;
    #hasFailed = false;
    constructor(options, fileIndex) {
        const form = FORMS[options.format];
        this.#options = options;
        this.#index = fileIndex;
        this.#start = toBytes(form.start(options.bucket));
        this.#statuses = encryption/* ENCRYPTION_STATUSES */.JD.map((status) => toBytes(form.status(status)));
        this.#noSize = toBytes(form.noSize);
        this.#classes = new Pieces((text) => form.storageClass(writeClass(text)));
        this.#ends = new Pieces(form.end);
    }
    add(key, { status, size, storageClass, modified, choice }) {
        if (this.#hasFailed)
            return;
        const classes = this.#classes.of(storageClass);
        const lines = this.#makeRoom(MAX_LINE_BYTES + classes.length);
        lines.addPiece(this.#start);
        lines.addText(writeKey(key));
        lines.addPiece(this.#statuses[status]);
        if (size === undefined)
            lines.addPiece(this.#noSize);
        else
            lines.addWhole(size);
        lines.addPiece(classes);
        if (isWritableTime(modified))
            lines.addTime(modified);
        lines.addPiece(this.#ends.of(choice));
        this.#rows++;
    }
    /** Writes the remaining rows. Nothing may be added afterwards. */
    close() {
        this.#flush();
        if (this.#descriptor !== undefined)
            (0,external_node_fs_namespaceObject.closeSync)(this.#descriptor);
        this.#descriptor = undefined;
        this.#hasFailed = true;
    }
    #makeRoom(bytes) {
        this.#lines ??= new LineBytes();
        if (this.#lines.fits(bytes))
            return this.#lines;
        this.#flush();
        this.#lines.extend(bytes);
        return this.#lines;
    }
    #flush() {
        const bytes = this.#lines?.take();
        if (bytes === undefined || bytes.length === 0 || this.#hasFailed)
            return;
        try {
            this.#descriptor ??= this.#open();
            (0,external_node_fs_namespaceObject.writeFileSync)(this.#descriptor, bytes);
            Atomics.add(this.#options.written, 0, BigInt(this.#rows));
            this.#rows = 0;
        }
        catch {
            this.#hasFailed = true;
        }
    }
    #open() {
        const folder = (0,external_node_path_.join)(this.#options.folder, FOLDER);
        (0,external_node_fs_namespaceObject.mkdirSync)(folder, { recursive: true });
        return (0,external_node_fs_namespaceObject.openSync)((0,external_node_path_.join)(folder, String(this.#index).padStart(6, '0')), 'w', 0o600);
    }
}
const toBytes = (text) => Buffer.from(text, 'latin1');
/** There are about fifteen storage classes; a report that has more texts than this has them made again. */
const MAX_PIECES = 100;
/** The bytes of texts that repeat. */
class Pieces {
    #render;
    #known = new Map();
    #last;
    #piece = toBytes('');
    constructor(render) {
        this.#render = render;
    }
    of(text) {
        if (text === this.#last)
            return this.#piece;
        this.#piece = this.#known.get(text) ?? toBytes(this.#render(text));
        if (this.#known.size < MAX_PIECES)
            this.#known.set(text, this.#piece);
        this.#last = text;
        return this.#piece;
    }
}
/**
 * A key that no spreadsheet takes for a formula. Encoded keys have none of `=`, `+`, `@`, tab and line end; a leading
 * `-` is encoded, too, and decodes to the same key. Nothing needs quotes: no column can hold a comma or a quote.
 */
const writeKey = (key) => (key.startsWith('-') ? `%2D${key.slice(1)}` : key);
/** Storage classes are `[A-Z_]`; anything else in a report is encoded. Empty if the source does not say. */
const writeClass = (text) => (/^[A-Z_]*$/.test(text) ? text : (0,outside_text/* encodeText */.wx)(text).replace(/^-/, '%2D'));

;// CONCATENATED MODULE: ./lib/findings/key-watch.js
// Detects keys listed more than once: the first pass writes a hash of every finding's key; if two are equal, a second
// pass sets the rows with such hashes apart, to be compared key by key (doubles.ts).



const HASH_BYTES = 8;
const BUFFERED_HASHES = 8_192;
/** 8 MiB: with a thousand duplicates, a few rows in 50,000 are compared unnecessarily. */
const SUSPECT_BITS = 2 ** 26;
/** Hashes compared at once, 32 MiB of them; larger numbers are processed in slices by value. */
const HASHES_AT_ONCE = 4_000_000;
const bitOf = (low) => low & (SUSPECT_BITS - 1);
function hashPath(folder, fileIndex) {
    return (0,external_node_path_.join)(folder, 'hashes', String(fileIndex).padStart(6, '0'));
}
/** The keys of the findings in one inventory file. */
class KeyWatch {
    #options;
    #fileIndex;
    #hasher;
    #hashes = new Int32Array(2 * BUFFERED_HASHES);
    #count = 0;
    #isFull = false;
    #descriptor;
    constructor(options, fileIndex) {
        this.#options = options;
        this.#fileIndex = fileIndex;
        this.#hasher = new KeyHasher(options.seed);
    }
    /** Which of `count` heaps the key of the last `isSuspect` call belongs to. */
    heapOf(count) {
        return (this.#hasher.high >>> 0) % count;
    }
    /** Writes the key's hash; in the second pass, tells whether its row must be set apart. */
    isSuspect(key) {
        const hasher = this.#hasher;
        const { suspects } = this.#options;
        if (suspects === undefined && this.#isFull)
            return false;
        hasher.hash(key);
        if (suspects !== undefined) {
            const bit = bitOf(hasher.low);
            return (suspects[bit >> 3] & (1 << (bit & 7))) !== 0;
        }
        this.#hashes[2 * this.#count] = hasher.low;
        this.#hashes[2 * this.#count + 1] = hasher.high;
        if (++this.#count === BUFFERED_HASHES)
            this.#flush();
        return false;
    }
    /** Writes the remaining hashes. */
    close() {
        this.#flush();
        if (this.#descriptor !== undefined)
            (0,external_node_fs_namespaceObject.closeSync)(this.#descriptor);
        this.#descriptor = undefined;
    }
    #flush() {
        if (this.#count === 0 || this.#isFull)
            return;
        const { folder, maxKeys, written } = this.#options;
        const count = BigInt(this.#count);
        this.#isFull = Atomics.add(written, 0, count) + count > BigInt(maxKeys);
        if (!this.#isFull) {
            this.#descriptor ??= this.#open(folder);
            const bytes = new Uint8Array(this.#hashes.buffer, 0, this.#count * HASH_BYTES);
            for (let at = 0; at < bytes.length;)
                at += (0,external_node_fs_namespaceObject.writeSync)(this.#descriptor, bytes, at);
        }
        this.#count = 0;
    }
    #open(folder) {
        (0,external_node_fs_namespaceObject.mkdirSync)((0,external_node_path_.join)(folder, 'hashes'), { recursive: true });
        return (0,external_node_fs_namespaceObject.openSync)(hashPath(folder, this.#fileIndex), 'w', 0o600);
    }
}
/** Deletes the hashes on disk. */
function dropHashes(folder) {
    rmSync(join(folder, 'hashes'), { recursive: true, force: true });
}
/**
 * A bit for each hash that the files of a report have more than once; undefined if all keys are different. Equal keys
 * have equal hashes, so none is missed.
 */
function findSuspects({ folder, written }, files, hashesAtOnce = HASHES_AT_ONCE) {
    const total = Number(Atomics.load(written, 0));
    const slices = Math.max(1, Math.ceil(total / hashesAtOnce));
    let suspects;
    for (let slice = 0; slice < slices; slice++) {
        const hashes = new HashList(slices === 1 ? total : hashesAtOnce);
        for (let index = 0; index < files; index++)
            readHashes(hashPath(folder, index), hashes, slice, slices);
        for (const low of hashes.listDoubles()) {
            suspects ??= new Uint8Array(new SharedArrayBuffer(SUSPECT_BITS / 8));
            const bit = bitOf(low);
            suspects[bit >> 3] = suspects[bit >> 3] | (1 << (bit & 7));
        }
    }
    return suspects;
}
function readHashes(path, into, slice, slices) {
    if (!existsSync(path))
        return;
    const descriptor = openSync(path, 'r');
    const words = new Int32Array(2 * BUFFERED_HASHES);
    const bytes = new Uint8Array(words.buffer);
    try {
        for (;;) {
            let length = 0;
            for (let read = 1; read > 0 && length < bytes.length; length += read) {
                read = readSync(descriptor, bytes, length, bytes.length - length, null);
            }
            for (let at = 0; at < length / 4; at += 2) {
                const high = words[at + 1];
                if (slices === 1 || Math.floor(((high >>> 0) / 2 ** 32) * slices) === slice)
                    into.add(words[at], high);
            }
            if (length < bytes.length)
                return;
        }
    }
    finally {
        closeSync(descriptor);
    }
}
/** A growing list of 64-bit hashes. */
class HashList {
    #words;
    #count = 0;
    constructor(capacity) {
        this.#words = new Int32Array(2 * Math.max(1, capacity));
    }
    add(low, high) {
        if (2 * this.#count === this.#words.length) {
            const larger = new Int32Array(this.#words.length * 2);
            larger.set(this.#words);
            this.#words = larger;
        }
        this.#words[2 * this.#count] = low;
        this.#words[2 * this.#count + 1] = high;
        this.#count++;
    }
    /** The low half of every hash that occurs more than once. */
    *listDoubles() {
        new BigUint64Array(this.#words.buffer, 0, this.#count).sort();
        const words = this.#words;
        for (let at = 2; at < 2 * this.#count; at += 2) {
            if (words[at] === words[at - 2] && words[at + 1] === words[at - 1])
                yield words[at];
        }
    }
}

;// CONCATENATED MODULE: ./lib/engines/inventory-scan/count-file.js
// Counts the rows of one inventory file, whoever reads them, and keeps those that must be kept.







/**
 * Has one file read by the reader that is loaded. `onRows` is called from time to time with the number of rows read.
 * @throws ActionError that names the file
 */
async function countFile(task, source, loadReader, onRows) {
    const spool = task.spool && new RowSpool(task.spool, task.index);
    const candidateSpool = task.candidateSpool && new RowSpool(task.candidateSpool, task.index);
    const findingRows = task.findingRows && new FindingRows(task.findingRows, task.index);
    const watch = task.watch && createWatch(task, task.watch);
    const overlap = task.overlap && createOverlap(task, task.overlap);
    try {
        const hasSize = task.columns.includes('size');
        const policy = policyOf(task, hasSize);
        const accumulator = new RowAccumulator(policy, {
            hasSize,
            spool,
            findingRows,
            candidateSpool,
            watch,
            overlap: overlap?.rows,
        });
        const readFile = await loadReader();
        const proof = await readFile({ task, source, policy, accumulator, onRows });
        return { tally: accumulator.finish(), proof };
    }
    catch (error) {
        const { code, message, hint } = (0,errors/* asActionError */.z6)(error, 'INTERNAL_ERROR');
        throw new errors/* ActionError */.lZ(code, `Inventory file ${task.file.key}: ${message}`, {
            cause: error,
            ...(hint === undefined ? {} : { hint }),
        });
    }
    finally {
        spool?.close();
        candidateSpool?.close();
        findingRows?.close();
        watch?.keys.close();
        watch?.apart.close();
        overlap?.spool.close();
    }
}
function createWatch(task, options) {
    return { keys: new KeyWatch(options, task.index), apart: createUnlimitedSpool(task) };
}
function createOverlap(task, options) {
    const spool = createUnlimitedSpool(task);
    return { rows: new Overlap(options, spool), spool };
}
/** There is no limit to rows set apart: they are read again one heap at a time. */
function createUnlimitedSpool({ folder, index, sourceBucket: bucket }) {
    const written = new BigInt64Array(new SharedArrayBuffer(8));
    return new RowSpool({ folder, bucket, maxRows: Number.MAX_SAFE_INTEGER, written }, index);
}
let last;
/**
 * The policy of a task. It is the same for all files of a report, so it is created once: the code that V8 compiles for
 * the rows is bound to its functions, and would be discarded with them after each file.
 */
function policyOf({ spec, reportTime, overlap }, hasSize) {
    const comparesKeys = overlap !== undefined;
    const source = JSON.stringify([spec, reportTime, hasSize, comparesKeys]);
    if (last?.source !== source)
        last = { source, policy: (0,classify/* createPolicy */.BV)(spec, reportTime, hasSize, comparesKeys) };
    return last.policy;
}

;// CONCATENATED MODULE: ./lib/engines/inventory-scan/scan-file.js
// Scans one inventory file, in whichever format: reads every row, counts it, and proves the bytes.

/**
 * The reader of each format, loaded with the first such file: a worker starts faster without the others.
 * "eager" keeps them in the single bundle of the worker.
 */
const READERS = {
    CSV: async () => (await Promise.resolve(/* import() eager */).then(__nccwpck_require__.bind(__nccwpck_require__, 307))).readCsvFile,
    ORC: async () => (await Promise.resolve(/* import() eager */).then(__nccwpck_require__.bind(__nccwpck_require__, 718))).readOrcFile,
    Parquet: async () => (await Promise.resolve(/* import() eager */).then(__nccwpck_require__.bind(__nccwpck_require__, 393))).readParquetFile,
};
/**
 * Scans one file. `onRows` is called from time to time with the number of rows read.
 * @throws ActionError that names the file
 */
function scanFile(task, source, onRows = () => { }) {
    return countFile(task, source, READERS[task.format], onRows);
}

;// CONCATENATED MODULE: ./lib/engines/inventory-scan/worker.js
// Entry of a scan worker thread: scans one file at a time, with bytes that it receives from the main thread in
// messages. Bundled separately (dist/worker.js): must not import any AWS or Actions package.




/**
 * The bytes of one file, requested and received by message. If a source fails, the main thread just ends the worker.
 */
function createInbox(post, rows) {
    const chunks = [];
    const ranges = new Map();
    let wake = () => { };
    let nextId = 0;
    async function* stream() {
        post({ kind: 'open' });
        let spent = [];
        const giveCredit = () => {
            if (spent.length > 0)
                post({ kind: 'credit', memory: spent, rows: rows() }, spent);
            spent = [];
        };
        for (;;) {
            const chunk = chunks.shift();
            if (chunk === 'end')
                return;
            if (chunk === undefined) {
                // With nothing left to do, all credits are returned: the main thread must know that the worker waits for it.
                giveCredit();
                await new Promise((resolve) => {
                    wake = resolve;
                });
                continue;
            }
            yield chunk;
            spent.push(chunk.buffer);
            if (spent.length >= protocol/* CREDITS_AT_ONCE */.t6)
                giveCredit();
        }
    }
    return {
        source: {
            stream,
            range: (start, end) => new Promise((resolve) => {
                const id = nextId++;
                ranges.set(id, resolve);
                post({ kind: 'range', id, start, end });
            }),
        },
        receive(message) {
            if (message.kind === 'range') {
                ranges.get(message.id)?.(message.bytes);
                ranges.delete(message.id);
            }
            else {
                chunks.push(message.kind === 'end' ? 'end' : message.bytes);
                wake();
            }
        },
    };
}
const port = external_node_worker_threads_namespaceObject.parentPort;
if (port === null)
    throw new Error('the scan worker was not started as a worker thread');
const post = (message, transfer) => port.postMessage(message, transfer);
let inbox;
port.on('message', (message) => {
    if (message.kind !== 'scan') {
        inbox?.receive(message);
        return;
    }
    let rowsSoFar = 0;
    let rowsTold = 0;
    inbox = createInbox(post, () => rowsSoFar);
    scanFile(message.task, inbox.source, (rows) => {
        rowsSoFar = rows;
        if (rows - rowsTold < protocol/* ROWS_WITHOUT_SIGN */.Zc)
            return;
        rowsTold = rows;
        post({ kind: 'progress', rows });
    }).then((outcome) => post({ kind: 'done', outcome }), (error) => {
        const { code, message, hint } = (0,errors/* asActionError */.z6)(error, 'INTERNAL_ERROR');
        post({ kind: 'failed', code, message, hint });
    });
});

