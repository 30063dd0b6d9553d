import { createRequire as __WEBPACK_EXTERNAL_createRequire } from "module";
/******/ var __webpack_modules__ = ({

/***/ 274:
/***/ ((__unused_webpack_module, exports) => {

var __webpack_unused_export__;
const ATTR_ESCAPE_RE = /[&<>"]/g;
const ATTR_ESCAPE_MAP = {
    "&": "&amp;",
    "<": "&lt;",
    ">": "&gt;",
    '"': "&quot;",
};
function escapeAttribute(value) {
    return value.replace(ATTR_ESCAPE_RE, (ch) => ATTR_ESCAPE_MAP[ch]);
}

const ELEMENT_ESCAPE_RE = /[&"'<>\r\n\u0085\u2028]/g;
const ELEMENT_ESCAPE_MAP = {
    "&": "&amp;",
    '"': "&quot;",
    "'": "&apos;",
    "<": "&lt;",
    ">": "&gt;",
    "\r": "&#x0D;",
    "\n": "&#x0A;",
    "\u0085": "&#x85;",
    "\u2028": "&#x2028;",
};
function escapeElement(value) {
    return value.replace(ELEMENT_ESCAPE_RE, (ch) => ELEMENT_ESCAPE_MAP[ch]);
}

class XmlText {
    value;
    constructor(value) {
        this.value = value;
    }
    toString() {
        return escapeElement("" + this.value);
    }
}

class XmlNode {
    name;
    children;
    attributes = {};
    static of(name, childText, withName) {
        const node = new XmlNode(name);
        if (childText !== undefined) {
            node.addChildNode(new XmlText(childText));
        }
        if (withName !== undefined) {
            node.withName(withName);
        }
        return node;
    }
    constructor(name, children = []) {
        this.name = name;
        this.children = children;
    }
    withName(name) {
        this.name = name;
        return this;
    }
    addAttribute(name, value) {
        this.attributes[name] = value;
        return this;
    }
    addChildNode(child) {
        this.children.push(child);
        return this;
    }
    removeAttribute(name) {
        delete this.attributes[name];
        return this;
    }
    n(name) {
        this.name = name;
        return this;
    }
    c(child) {
        this.children.push(child);
        return this;
    }
    a(name, value) {
        if (value != null) {
            this.attributes[name] = value;
        }
        return this;
    }
    cc(input, field, withName = field) {
        if (input[field] != null) {
            const node = XmlNode.of(field, input[field]).withName(withName);
            this.c(node);
        }
    }
    l(input, listName, memberName, valueProvider) {
        if (input[listName] != null) {
            const nodes = valueProvider();
            nodes.map((node) => {
                node.withName(memberName);
                this.c(node);
            });
        }
    }
    lc(input, listName, memberName, valueProvider) {
        if (input[listName] != null) {
            const nodes = valueProvider();
            const containerNode = new XmlNode(memberName);
            nodes.map((node) => {
                containerNode.c(node);
            });
            this.c(containerNode);
        }
    }
    toString() {
        const hasChildren = Boolean(this.children.length);
        let xmlText = `<${this.name}`;
        const attributes = this.attributes;
        for (const attributeName of Object.keys(attributes)) {
            const attribute = attributes[attributeName];
            if (attribute != null) {
                xmlText += ` ${attributeName}="${escapeAttribute("" + attribute)}"`;
            }
        }
        return (xmlText += !hasChildren ? "/>" : `>${this.children.map((c) => c.toString()).join("")}</${this.name}>`);
    }
}

function writeKey(obj) {
    Object.defineProperty(obj, "__proto__", { value: undefined, writable: true, enumerable: true, configurable: true });
}
function parseXML(xml) {
    const state = new AwsXmlParser(xml);
    return state.parse();
}
class AwsXmlParser {
    x;
    i = 0;
    z;
    constructor(x) {
        this.x = x;
        this.x = x.replace(/\r\n?/g, "\n");
        this.z = this.x.length;
    }
    parse() {
        const p = this;
        const { z } = p;
        while (p.i < z) {
            p.trim();
            if (p.i >= z) {
                break;
            }
            if (p.isNext("<?")) {
                p.readTo("?>");
                p.trim();
            }
            else if (p.isNext("<!--")) {
                p.readTo("-->");
                p.trim();
            }
            else if (p.isNext("<!DOCTYPE", false)) {
                p.skipDoctype();
                p.trim();
            }
            else if (p.x[p.i] === "<") {
                const root = p.parseTag();
                return { [root.tag]: root.value };
            }
            else {
                throw new Error("@aws-sdk XML parse error: unexpected content.");
            }
        }
        throw new Error("@aws-sdk XML parse error: no root element.");
    }
    isNext(s, caseSensitive = true) {
        const p = this;
        if (caseSensitive) {
            return p.x.startsWith(s, p.i);
        }
        return p.x.toLowerCase().startsWith(s.toLowerCase(), p.i);
    }
    readTo(stop) {
        const p = this;
        const _i = p.x.indexOf(stop, p.i);
        if (_i === -1) {
            throw new Error(`@aws-sdk XML parse error: expected "${stop}" not found.`);
        }
        const result = p.x.slice(p.i, _i);
        p.i = _i + stop.length;
        return result;
    }
    trim() {
        const p = this;
        while (p.i < p.z && " \t\r\n".includes(p.x[p.i])) {
            ++p.i;
        }
    }
    readAttrValue() {
        const p = this;
        const quote = p.x[p.i];
        ++p.i;
        let value = "";
        while (p.i < p.z && p.x[p.i] !== quote) {
            value += p.x[p.i++];
        }
        ++p.i;
        return p.decodeEntities(value);
    }
    parseTag() {
        const p = this;
        ++p.i;
        let tag = "";
        while (p.i < p.z && !" \t\r\n>/".includes(p.x[p.i])) {
            tag += p.x[p.i++];
        }
        let hasAttrs = false;
        const attrs = {};
        while (p.i < p.z) {
            p.trim();
            if (">/".includes(p.x[p.i])) {
                break;
            }
            let name = "";
            while (p.i < p.z && !"= \t\r\n>/?".includes(p.x[p.i])) {
                name += p.x[p.i++];
            }
            p.trim();
            if (p.x[p.i] !== "=") {
                break;
            }
            ++p.i;
            p.trim();
            if (name === "__proto__") {
                writeKey(attrs);
            }
            attrs[name] = p.readAttrValue();
            hasAttrs = true;
        }
        if (p.i >= p.z) {
            throw new Error("@aws-sdk XML parse error: unexpected end of input.");
        }
        if (p.x[p.i] === "/") {
            ++p.i;
            if (p.i >= p.z || p.x[p.i] !== ">") {
                throw new Error("@aws-sdk XML parse error: expected > at the end of self-closing tag.");
            }
            ++p.i;
            return { tag, value: hasAttrs ? attrs : "" };
        }
        if (p.x[p.i] !== ">") {
            throw new Error("@aws-sdk XML parse error: expected > at the end of opening tag.");
        }
        ++p.i;
        const textParts = [];
        const childTags = [];
        let hasElementChild = false;
        while (p.i < p.z) {
            if (p.isNext("</")) {
                break;
            }
            if (p.x[p.i] === "<") {
                if (p.isNext("<!--")) {
                    p.readTo("-->");
                }
                else if (p.isNext("<![CDATA[")) {
                    p.i += 9;
                    textParts.push(p.readTo("]]>"));
                }
                else if (p.isNext("<?")) {
                    p.readTo("?>");
                }
                else {
                    hasElementChild = true;
                    childTags.push(p.parseTag());
                }
            }
            else {
                let text = "";
                while (p.i < p.z && p.x[p.i] !== "<") {
                    text += p.x[p.i++];
                }
                textParts.push(p.decodeEntities(text));
            }
        }
        if (!p.isNext("</")) {
            throw new Error(`@aws-sdk XML parse error: missing closing tag </${tag}>.`);
        }
        p.i += 2;
        const closeTag = p.readTo(">").trim();
        if (closeTag !== tag) {
            throw new Error(`@aws-sdk XML parse error: mismatched tags <${tag}> and </${closeTag}>.`);
        }
        if (!hasAttrs && textParts.length === 0 && !hasElementChild) {
            return { tag, value: "" };
        }
        if (!hasAttrs && !hasElementChild) {
            const text = textParts.length === 1 ? textParts[0] : textParts.join("");
            if (text.trim() === "" && text.includes("\n")) {
                return { tag, value: "" };
            }
            return { tag, value: text };
        }
        const obj = {};
        for (const text of textParts) {
            if (text.trim() === "" && text.includes("\n")) {
                continue;
            }
            obj["#text"] = "#text" in obj ? obj["#text"] + text : text;
        }
        for (const child of childTags) {
            if (child.tag === "__proto__") {
                writeKey(obj);
            }
            if (child.tag in obj) {
                if (Array.isArray(obj[child.tag])) {
                    obj[child.tag].push(child.value);
                }
                else {
                    obj[child.tag] = [obj[child.tag], child.value];
                }
            }
            else {
                obj[child.tag] = child.value;
            }
        }
        for (const [k, v] of Object.entries(attrs)) {
            if (k === "__proto__") {
                writeKey(obj);
            }
            obj[k] = v;
        }
        return { tag, value: obj };
    }
    static ENTITIES = {
        amp: "&",
        lt: "<",
        gt: ">",
        quot: '"',
        apos: "'",
    };
    skipDoctype() {
        const p = this;
        p.i += 9;
        let depth = 0;
        while (p.i < p.z) {
            const c = p.x[p.i];
            if (c === "[") {
                ++depth;
            }
            else if (c === "]") {
                --depth;
            }
            else if (c === ">" && depth === 0) {
                ++p.i;
                return;
            }
            ++p.i;
        }
        throw new Error("@aws-sdk XML parse error: unclosed DOCTYPE.");
    }
    decodeEntities(s) {
        return s.replace(/&(?:#x([0-9a-fA-F]{1,6})|#(\d{1,7})|([a-zA-Z][a-zA-Z0-9]{0,30}));/g, (_, hex, dec, named) => {
            if (hex) {
                return String.fromCharCode(parseInt(hex, 16));
            }
            if (dec) {
                return String.fromCharCode(parseInt(dec, 10));
            }
            return AwsXmlParser.ENTITIES[named] ?? "";
        });
    }
}

__webpack_unused_export__ = XmlNode;
__webpack_unused_export__ = XmlText;
exports.h4 = parseXML;


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
/************************************************************************/
var __webpack_exports__ = {};

;// CONCATENATED MODULE: external "node:worker_threads"
const external_node_worker_threads_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:worker_threads");
;// CONCATENATED MODULE: ./lib/words/encryption.js
// Defines the terms of server-side encryption as S3 Inventory uses them, and the counts kept of objects.
/** The closed list of values in the EncryptionStatus column (S3 User Guide, "Amazon S3 Inventory list"). */
const encryption_ENCRYPTION_STATUSES = ['SSE-S3', 'SSE-KMS', 'DSSE-KMS', 'SSE-C', 'NOT-SSE'];
/** True for a value of the closed list. Case-sensitive, because S3 writes exactly these values. */
function isEncryptionStatus(text) {
    return encryption_ENCRYPTION_STATUSES.includes(text);
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
const object_filter_EVENT_HOLD_COLUMNS = ['objectlockeventholdstatus', 'objectlockeventhold'];
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
function object_filter_columnsOf({ about }) {
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
    const needed = new Set(listTerms(filter).flatMap(object_filter_columnsOf));
    return [...needed].filter((column) => !columns.includes(column));
}

;// CONCATENATED MODULE: ./lib/findings/row-lock.js
// Tells from a row of a report whether its object was locked when the report was made.

/** Holds last until they are lifted or released, whatever the retain-until date is. */
const HOLD_COLUMNS = ['objectlocklegalholdstatus', ...object_filter_EVENT_HOLD_COLUMNS];
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
    const accepted = encryption_ENCRYPTION_STATUSES.map((status) => values.includes(status));
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

;// CONCATENATED MODULE: ./lib/words/outside-text.js
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

;// CONCATENATED MODULE: ./lib/words/errors.js
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
class errors_ActionError extends Error {
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
    if (error instanceof errors_ActionError)
        return error;
    return new errors_ActionError(code, messageOf(error), { cause: error });
}
/** The message of an error for use in a sentence: an ActionError's unchanged, any other quoted as untrusted text. */
function messageOf(error) {
    if (error instanceof errors_ActionError)
        return error.message;
    return quoteText(error instanceof Error ? error.message : String(error));
}

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
    return new errors_ActionError('WRONG_PREFIX', 'a row is outside the prefix that the inventory configuration is limited to, so the report was made with another filter', {
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
        throw new errors_ActionError('INVALID_INPUT', `There are ${patterns.length} patterns; at most ${MAX_GLOBS} are allowed.`);
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
        throw new errors_ActionError('INVALID_INPUT', `The pattern "${pattern}" has ${bytes} bytes; 1 to ${MAX_GLOB_BYTES} are allowed.`);
    }
    const compiled = known.get(pattern) ?? compileSticky(parseGlob(pattern));
    if (compiled === undefined) {
        throw new errors_ActionError('INVALID_INPUT', `The pattern "${pattern}" would take too much work: behind its first "*" there are so many "?" and "*" that more than ${MAX_STATES} ways to match would have to be followed. Write it with fewer.`);
    }
    if (known.size >= MAX_KNOWN)
        known.clear();
    known.set(pattern, compiled);
    return compiled;
}

;// CONCATENATED MODULE: external "node:buffer"
const external_node_buffer_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:buffer");
;// CONCATENATED MODULE: ./lib/words/object-key.js
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
function object_key_decodeKey(key) {
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
    if (!(0,external_node_buffer_namespaceObject.isUtf8)(bytes.subarray(start, end)))
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
        this.escapedClasses = classes.map((kind, byte) => (standsForItself(byte) ? kind : count));
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
        return keyBytes === 0 || keyBytes > MAX_KEY_BYTES ? undefined : this.#end(keyBytes);
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
        const { byte, length } = readEscape(bytes, part.at, part.end);
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
            const { byte, length } = isEscaped ? readEscape(bytes, at, end) : { byte: bytes[at], length: 1 };
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
        throw new errors_ActionError('INTERNAL_ERROR', 'A text has too many states.');
    return pattern;
}

;// CONCATENATED MODULE: ./lib/findings/standing.js
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

;// CONCATENATED MODULE: ./lib/findings/need.js
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
    if (!COPYABLE.has(storageClass) && !isArchiveClass(storageClass))
        return 'encrypt-class-unsupported';
    const standing = findStanding(storageClass, accessTier);
    if (standing === 'archived-oddly')
        return 'encrypt-archived-oddly';
    if (standing !== 'readable')
        return 'encrypt-archived';
    return size <= MAX_COPY_BYTES ? 'encrypt' : 'encrypt-large';
}

;// CONCATENATED MODULE: ./lib/findings/row.js
// Defines what the scan reads of one inventory row, whatever the format of the report.
/** In place of an index into ENCRYPTION_STATUSES: the row has another status. */
const UNKNOWN_STATUS = -1;

;// CONCATENATED MODULE: ./lib/findings/classify.js
// Applies the policy: what a row is, and which of its values decide about a finding. Pure.











/**
 * `hasSize`: whether the report has a Size column. `comparesKeys`: whether its keys are compared with other reports'.
 * @throws ActionError INVALID_INPUT for globs that cannot be compiled
 */
function createPolicy(spec, reportTime, hasSize, comparesKeys = false) {
    const keys = new KeyPatterns(spec);
    const dependsOnKey = encryption_ENCRYPTION_STATUSES.map((status) => spec.accepted.includes(status) && asksMoreOf(status, spec.keyRule));
    return {
        spec,
        accepts: encryption_ENCRYPTION_STATUSES.map((status, index) => isSettled(status, spec) && !dependsOnKey[index]),
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
    if (!rule.bucketKey || encryption_ENCRYPTION_STATUSES[row.status] !== 'SSE-KMS')
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
        return spec.selection.choices[findStanding(storageClass, row.text('intelligenttieringaccesstier'))];
    }
    facts.row = row;
    return spec.choices[findNeed(facts)];
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
        return encryption_ENCRYPTION_STATUSES[this.row?.status ?? UNKNOWN_STATUS] ?? 'SSE-C';
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
const SELECTION_COLUMNS = (/* unused pure expression or super */ null && (['storageclass', 'lastmodifieddate', 'intelligenttieringaccesstier']));
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
    { label: '≤ 5 GiB', maxBytes: MAX_COPY_BYTES },
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
    #byStatus = createCounters(encryption_ENCRYPTION_STATUSES.length);
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
                throw new errors_ActionError('UNREADABLE', `LastModifiedDate of ${key} is not a time`);
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
        const status = encryption_ENCRYPTION_STATUSES[row.status] ?? 'NOT-SSE';
        return { key, status, storageClass, size: this.#hasSize ? row.size : undefined, heldBack };
    }
}

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
const set_apart_HEAPS = 26;
/** The folder of one heap of all rows that were set apart for one reason. */
const set_apart_nameHeap = (heap, reason = SET_APART) => `${reason}/${String.fromCharCode(65 + heap)}`;
/** `heap`: the folder; `rest` follows the row, and is read by whoever wrote it. */
function set_apart_setApart(spool, heap, row, { kind, choice, exception }, rest = []) {
    const storageClass = encodeText(row.text('storageclass') ?? '');
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
const overlap_LISTED = 'listed';
/** 8 MiB: with a million deferred keys, one in 64 of the other rows is compared unnecessarily. */
const BITS = (/* unused pure expression or super */ null && (2 ** 26));
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
            this.#spool.add(this.#heap, key, `,${overlap_LISTED},${rank}`);
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
;// CONCATENATED MODULE: external "node:path"
const external_node_path_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:path");
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
        throw new errors_ActionError('INTERNAL_ERROR', 'A group of rows has a name that is no group.');
    return (0,external_node_path_namespaceObject.join)(folder, group, `${String(fileIndex).padStart(6, '0')}.csv`);
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
        (0,external_node_fs_namespaceObject.mkdirSync)((0,external_node_path_namespaceObject.join)(path, '..'), { recursive: true });
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
    #current = createCounters(encryption_ENCRYPTION_STATUSES.length);
    #noncurrent = createCounters(encryption_ENCRYPTION_STATUSES.length);
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
        const kind = classifyRow(row, this.#policy);
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
        return { kind, choice: chooseForRow(row, this.#policy), exception: this.#policy.findException(row) };
    }
    /** Decides now what to do about the row and which exception applies: the columns are not available later. */
    #judge(row, kind) {
        const settled = this.#settle(row, kind);
        // Read only once: decoding the key is a large part of the cost of a finding.
        const key = row.key();
        if (this.#watch?.keys.isSuspect(key)) {
            set_apart_setApart(this.#watch.apart, set_apart_nameHeap(this.#watch.keys.heapOf(set_apart_HEAPS)), row, settled);
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

;// CONCATENATED MODULE: ./lib/words/key-order.js
// Compares keys in the order in which S3 lists them: by their UTF-8 bytes (S3 API Reference, "ListObjectsV2").
/**
 * Negative if `left` comes first. JavaScript's own order, by UTF-16, differs in one respect: surrogates, which encode
 * the code points from U+10000, come before U+E000 to U+FFFF there.
 */
function compareKeys(left, right) {
    const length = Math.min(left.length, right.length);
    for (let at = 0; at < length; at++) {
        const a = left.charCodeAt(at);
        const b = right.charCodeAt(at);
        if (a !== b)
            return rankOf(a) - rankOf(b);
    }
    return left.length - right.length;
}
/** The position of a UTF-16 code unit among those that UTF-8 orders. */
function rankOf(unit) {
    if (unit < 0xd800)
        return unit;
    return unit < 0xe000 ? unit + 0x2000 : unit - 0x800;
}

;// CONCATENATED MODULE: ./lib/engines/looked-row.js
// An object that was listed and looked at, as a row for the code that judges the rows of reports.



/** An object under a customer's key, of which HeadObject shows nothing: the rest is what the listing said. */
function factsOfHidden({ rest }) {
    const [size, modified, storageClass] = rest;
    if (storageClass === undefined || !/^\d+$/.test(size ?? '') || !/^\d+$/.test(modified ?? '')) {
        throw new ActionError('INTERNAL_ERROR', 'A listed row cannot be read again.');
    }
    return {
        encryption: 'SSE-C',
        size: Number(size),
        lastModified: Number(modified),
        storageClass,
        kmsKeyArn: undefined,
        bucketKey: false,
        archived: false,
        lock: 'unknown',
        etag: '',
    };
}
class LookedRow {
    number = 1;
    isLatest = true;
    isDeleteMarker = false;
    status;
    size;
    #key;
    #facts;
    constructor(key, facts) {
        this.#key = key;
        this.#facts = facts;
        this.status = encryption_ENCRYPTION_STATUSES.indexOf(facts.encryption);
        this.size = facts.size;
    }
    statusText() {
        return this.#facts.encryption;
    }
    key() {
        return this.#key;
    }
    rawKey() {
        const bytes = Buffer.from(object_key_decodeKey(this.#key));
        return { bytes, start: 0, end: bytes.length };
    }
    /** What HeadObject does not show is undefined, as in a report without that column: an ACL above all. */
    text(column) {
        const { storageClass, bucketKey, kmsKeyArn, archived, lock } = this.#facts;
        switch (column) {
            case 'storageclass':
                return storageClass;
            case 'bucketkeystatus':
                return bucketKey ? 'ENABLED' : 'DISABLED';
            case 'kmskeyarn':
                return kmsKeyArn ?? '';
            case 'intelligenttieringaccesstier':
                return archived && storageClass === 'INTELLIGENT_TIERING' ? 'ARCHIVE' : '';
            case 'objectlocklegalholdstatus':
                return lock === 'locked' ? 'ON' : undefined;
            default:
                return undefined;
        }
    }
    time(column) {
        return column === 'lastmodifieddate' ? this.#facts.lastModified : undefined;
    }
}

;// CONCATENATED MODULE: ./lib/engines/listing/take-page.js
// Takes the pages of a listing: checks that they follow each other as S3 lists keys, counts the keys that include and
// exclude leave out, and keeps the others on disk.







/** The folder of rows of listed keys: `bucket,key,size,modified,class`. */
const take_page_LISTED = 'listed';
/** Of an object that was not looked at. */
const UNSEEN = { kmsKeyArn: undefined, bucketKey: false, archived: false, lock: 'unknown', etag: '' };
class PageTaker {
    #selection;
    #policy;
    #leftOut;
    #spools = new Map();
    #written = new BigInt64Array(new SharedArrayBuffer(8));
    constructor(selection) {
        this.#selection = selection;
        this.#policy = createPolicy(selection.spec, selection.asOf, true);
        this.#leftOut = new RowAccumulator(this.#policy, { hasSize: true, spool: undefined });
    }
    /** @throws ActionError EVIDENCE_MISSING if the page does not follow the one before it */
    take({ objects, next }, part) {
        checkOrder(objects, part);
        const { index, until } = part;
        const own = until === undefined ? objects : objects.filter(({ name }) => compareKeys(name, until) <= 0);
        const selected = index === undefined ? own : own.filter((object) => !this.#leavesOut(object));
        const isDone = next === undefined || own.length < objects.length;
        if (index !== undefined)
            this.#keep(index, selected, isDone);
        return { listed: own.length, selected: selected.length, last: objects.at(-1)?.name, next, isDone };
    }
    countLeftOut() {
        return this.#leftOut.finish();
    }
    #leavesOut({ key, size, modified: lastModified, storageClass }) {
        const { isExcluded } = this.#policy;
        if (isExcluded === undefined)
            return false;
        const facts = { encryption: 'NOT-SSE', size, lastModified, storageClass, ...UNSEEN };
        const isOut = isExcluded(new LookedRow(key, facts));
        if (isOut)
            this.#leftOut.addLeftOut(size);
        return isOut;
    }
    #keep(index, objects, isDone) {
        const spool = this.#spools.get(index) ?? this.#open(index);
        for (const { key, size, modified, storageClass } of objects)
            spool.add(take_page_LISTED, key, `,${size},${modified},${storageClass}`);
        if (!isDone)
            return;
        spool.close();
        this.#spools.delete(index);
    }
    #open(index) {
        const { folder, bucket } = this.#selection;
        const spool = new RowSpool({ folder, bucket, maxRows: Number.MAX_SAFE_INTEGER, written: this.#written }, index);
        this.#spools.set(index, spool);
        return spool;
    }
}
/**
 * Every key of the page has the prefix and comes after the one before it: otherwise the listing could have left out
 * others, or count one twice.
 * @throws ActionError EVIDENCE_MISSING
 */
function checkOrder(objects, { prefix, after }) {
    let last = after;
    for (const { name } of objects) {
        if (!name.startsWith(prefix) || (last !== undefined && compareKeys(last, name) >= 0)) {
            throw new errors_ActionError('EVIDENCE_MISSING', `ListObjectsV2 returned ${encodeKey(name)} out of order.`, {
                hint: 'Run it again; if the error persists, report it to the maintainers of this action.',
            });
        }
        last = name;
    }
}

// EXTERNAL MODULE: ./node_modules/@aws-sdk/xml-builder/dist-cjs/index.js
var dist_cjs = __nccwpck_require__(274);
;// CONCATENATED MODULE: ./lib/external/listed-page.js
// Knows what the XML of ListObjectsV2 says: the objects of one page, and how the listing goes on.




/**
 * @param body of a response with HTTP 200, requested with EncodingType=url
 * @throws ActionError EVIDENCE_MISSING if it is not the page of a listing
 */
function readListedPage(body) {
    const page = readRoot(Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString());
    if (textOf(page, 'EncodingType') !== 'url')
        throw notUnderstood('does not encode keys as requested');
    return { objects: childrenOf(page, 'Contents').map(readObject), next: readNext(page) };
}
function readRoot(text) {
    try {
        const { ListBucketResult: page } = (0,dist_cjs/* parseXML */.h4)(text);
        if (page !== undefined)
            return page;
    }
    catch (error) {
        throw notUnderstood(say `is not the XML of a page (${error.message})`);
    }
    throw notUnderstood('has no ListBucketResult');
}
function readNext(page) {
    const isTruncated = textOf(page, 'IsTruncated');
    if (isTruncated === 'false')
        return undefined;
    const next = textOf(page, 'NextContinuationToken');
    if (isTruncated === 'true' && next !== undefined)
        return next;
    throw notUnderstood('neither says that it is the last page nor how to continue');
}
function readObject(object) {
    const [key, size, time] = [textOf(object, 'Key'), textOf(object, 'Size'), textOf(object, 'LastModified')];
    const modified = Date.parse(time ?? '');
    if (key === undefined || size === undefined || !/^\d{1,15}$/.test(size) || Number.isNaN(modified)) {
        throw notUnderstood('lacks the key, the size or the time of an object');
    }
    const storageClass = textOf(object, 'StorageClass') ?? '';
    return {
        ...readKey(key),
        size: Number(size),
        modified,
        storageClass: /^[A-Z_]{1,40}$/.test(storageClass) ? storageClass : '',
    };
}
/** Encoded as in a CSV inventory: like a form, with `+` for a space. */
function readKey(text) {
    try {
        const key = canonicalizeInventoryKey(Buffer.from(text));
        return { key, name: object_key_decodeKey(key) };
    }
    catch (error) {
        if (!(error instanceof UndecodableKeyError))
            throw error;
        throw notUnderstood(say `has the key ${text}, which no object can have`);
    }
}
function childrenOf(parent, name) {
    if (typeof parent === 'string')
        return [];
    const child = parent[name];
    if (child === undefined)
        return [];
    return isList(child) ? child : [child];
}
const isList = (child) => Array.isArray(child);
/** Undefined if there is no such element, or more than one. */
function textOf(parent, name) {
    const [only, ...others] = childrenOf(parent, name);
    return typeof only === 'string' && others.length === 0 ? only : undefined;
}
const notUnderstood = (what) => new errors_ActionError('EVIDENCE_MISSING', `The response of ListObjectsV2 ${what}.`, {
    hint: 'Run it again; if the error persists, report it to the maintainers of this action.',
});

;// CONCATENATED MODULE: ./lib/external/page-worker.js
// Entry of the thread that reads the pages of a listing and keeps their keys. Bundled separately (dist/page-worker.js).




const port = external_node_worker_threads_namespaceObject.parentPort;
if (port === null)
    throw new Error('the page worker was not started as a worker thread');
const taker = new PageTaker(external_node_worker_threads_namespaceObject.workerData);
function obey(order) {
    if (order.kind === 'count-left-out')
        return taker.countLeftOut();
    return taker.take(readListedPage(order.body), order.part);
}
port.on('message', ({ id, order }) => {
    try {
        port.postMessage({ id, result: obey(order) });
    }
    catch (error) {
        const { code, message, hint } = asActionError(error, 'INTERNAL_ERROR');
        port.postMessage({ id, failure: { code, message, hint } });
    }
});

