"""What a database refuses by itself, whoever writes into it.

Who may add to a register may add to its tables directly. A row far ahead, a
line that follows nothing, or a checkpoint of junk would lock everybody out until
the owner came. So the database holds a new row to the rows before it:

- a line has the next number and says so, names the register of the first line,
  carries the hash of the line before it, is no earlier, and ends once;
- a document lies under the SHA-256 of its bytes;
- a checkpoint is over so many lines as there are, its root is theirs, and only
  signatures follow it;
- nothing is changed or taken away.

This looks at bytes, and knows nothing of what they mean: whether an order
follows from a decision, replay finds. SQLite cannot hash: there a line is held to
its number and form, and a file has no roles that could be told apart. Only a
store that holds a register is looked at: one whose first line says so.
"""

from __future__ import annotations

# -- SQLite ----------------------------------------------------------------------------

_HOLDS = """instr(CAST((SELECT line FROM event WHERE seq = 0) AS TEXT), '"kind":"register"') > 0"""


def _refusing(table: str, wrong: str) -> str:
    return (
        f"CREATE TRIGGER {table}_formed BEFORE INSERT ON {table} WHEN {_HOLDS} AND ({wrong}) "
        f"BEGIN SELECT RAISE(ABORT, '{table}: not what follows'); END"
    )


_SIZE_LINE = "char(10) || NEW.size || char(10)"
_TAIL = (
    f"substr(CAST(NEW.note AS TEXT), instr(CAST(NEW.note AS TEXT), {_SIZE_LINE})"
    f" + length({_SIZE_LINE}) + 44)"
)
_NOT_SIGNED = (
    f"instr(CAST(NEW.note AS TEXT), {_SIZE_LINE}) = 0",
    f"({_TAIL} <> char(10) AND {_TAIL} NOT GLOB char(10) || char(10) || '— ?* ?*' || char(10))",
)
"""What follows the three lines of a checkpoint, whose root has 44 characters, from their end on."""

SQLITE_REFUSES = (
    _refusing(
        "event",
        "length(NEW.line) > 65536 OR substr(NEW.line, 1, 1) <> x'7b' "
        "OR substr(NEW.line, -2) <> x'7d0a' "
        "OR instr(substr(NEW.line, 1, length(NEW.line) - 1), x'0a') > 0 "
        """OR instr(CAST(NEW.line AS TEXT), '"seq":' || NEW.seq || ',') = 0""",
    ),
    _refusing(
        "document",
        "length(NEW.digest) <> 71 OR NEW.digest NOT GLOB 'sha256:*' "
        "OR substr(NEW.digest, 8) GLOB '*[^0-9a-f]*'",
    ),
    _refusing(
        "checkpoint",
        " OR ".join(
            (
                "NEW.size < 0",
                "NEW.size > (SELECT coalesce(max(seq) + 1, 0) FROM event)",
                "length(NEW.note) > 65536",
                "instr(CAST(NEW.note AS TEXT), 'responselevels/') <> 1",
                *_NOT_SIGNED,
            )
        ),
    ),
)

# -- PostgreSQL --------------------------------------------------------------------------

_REGISTER = """
CREATE FUNCTION register_held() RETURNS text LANGUAGE sql STABLE SET search_path FROM CURRENT AS $$
    SELECT substring(convert_from(line, 'UTF8') from '"register":"([^"]*)"')
    FROM event WHERE seq = 0 AND position('"kind":"register"'::bytea in line) > 0
$$
"""

_ROOT = r"""
CREATE FUNCTION register_root(size bigint) RETURNS bytea
    LANGUAGE plpgsql STABLE SET search_path FROM CURRENT AS $$
DECLARE
    whole bytea[] := '{}';
    one bytea;
    node bytea;
    done bigint := 0;
    rest bigint;
BEGIN
    FOR one IN SELECT line FROM event WHERE seq < size ORDER BY seq LOOP
        node := sha256('\x00'::bytea || one);
        rest := done;
        WHILE rest % 2 = 1 LOOP
            node := sha256('\x01'::bytea || whole[cardinality(whole)] || node);
            whole := whole[1:cardinality(whole) - 1];
            rest := rest / 2;
        END LOOP;
        whole := whole || ARRAY[node];
        done := done + 1;
    END LOOP;
    IF cardinality(whole) = 0 THEN
        RETURN sha256(''::bytea);
    END IF;
    node := whole[cardinality(whole)];
    FOR place IN REVERSE cardinality(whole) - 1 .. 1 LOOP
        node := sha256('\x01'::bytea || whole[place] || node);
    END LOOP;
    RETURN node;
END $$
"""

_LINE = r"""
CREATE FUNCTION register_line() RETURNS trigger
    LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
DECLARE
    held text := register_held();
    before bytea;
    text_of text;
    stood text := '"recorded_at":"([0-9TZ:.-]*)"';
BEGIN
    IF NEW.seq <> (SELECT coalesce(max(seq) + 1, 0) FROM event) THEN
        RAISE check_violation USING MESSAGE = 'event: not the next number';
    END IF;
    IF held IS NULL THEN
        RETURN NEW;
    END IF;
    SELECT line INTO before FROM event WHERE seq = NEW.seq - 1;
    text_of := convert_from(NEW.line, 'UTF8');
    IF length(NEW.line) > 65536 OR left(text_of, 1) <> '{' OR right(text_of, 2) <> E'}\n'
        OR strpos(text_of, E'\n') <> length(text_of)
        OR strpos(text_of, '"seq":' || NEW.seq || ',') = 0
        OR strpos(text_of, '"register":"' || held || '"') = 0
    THEN
        RAISE check_violation USING MESSAGE = 'event: not a line of this register';
    END IF;
    IF strpos(text_of, '"prev":"' || encode(sha256(before), 'hex') || '"') = 0
        OR length(text_of) - length(replace(text_of, '"prev":"', '')) <> 8
    THEN
        RAISE check_violation USING MESSAGE = 'event: does not follow the line before';
    END IF;
    IF NOT coalesce(
        substring(text_of from stood)::timestamptz
            >= substring(convert_from(before, 'UTF8') from stood)::timestamptz, false)
    THEN
        RAISE check_violation USING MESSAGE = 'event: earlier than the line before';
    END IF;
    RETURN NEW;
END $$
"""

_DOCUMENT = """
CREATE FUNCTION register_document() RETURNS trigger
    LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
    IF register_held() IS NOT NULL AND NEW.digest <> 'sha256:' || encode(sha256(NEW.body), 'hex')
    THEN
        RAISE check_violation USING MESSAGE = 'document: not under its own digest';
    END IF;
    RETURN NEW;
END $$
"""

_CHECKPOINT = r"""
CREATE FUNCTION register_checkpoint() RETURNS trigger
    LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
DECLARE
    held text := register_held();
    head bytea;
    line text;
    raw text;
    known text[] := '{}';
    signed text := '^— ([^[:space:][:cntrl:]+\u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+) '
        '((?:[A-Za-z0-9+/]{4})+(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?)$';
    parts text[];
BEGIN
    IF held IS NULL THEN
        RETURN NEW;
    END IF;
    IF NEW.size < 0 OR NEW.size > (SELECT coalesce(max(seq) + 1, 0) FROM event)
        OR length(NEW.note) > 65536
    THEN
        RAISE check_violation USING MESSAGE = 'checkpoint: over lines that are not there';
    END IF;
    head := convert_to(
        'responselevels/' || held || E'\n' || NEW.size || E'\n'
        || encode(register_root(NEW.size), 'base64') || E'\n', 'UTF8');
    IF substring(NEW.note from 1 for length(head)) <> head THEN
        RAISE check_violation USING MESSAGE = 'checkpoint: not the root of these lines';
    END IF;
    raw := convert_from(substring(NEW.note from length(head) + 1), 'UTF8');
    IF raw = '' THEN
        RETURN NEW;
    END IF;
    IF left(raw, 1) <> E'\n' OR length(raw) < 2 OR right(raw, 1) <> E'\n' THEN
        RAISE check_violation USING MESSAGE = 'checkpoint: no signatures follow';
    END IF;
    FOREACH line IN ARRAY string_to_array(substring(raw from 2 for length(raw) - 2), E'\n') LOOP
        parts := regexp_match(line, signed);
        IF parts IS NULL OR length(decode(parts[2], 'base64')) < 5
            OR translate(encode(decode(parts[2], 'base64'), 'base64'), E'\n', '') <> parts[2]
            OR parts[1] || ' ' || left(encode(decode(parts[2], 'base64'), 'hex'), 8) = ANY (known)
            OR cardinality(known) >= 64
        THEN
            RAISE check_violation USING MESSAGE = 'checkpoint: not a signature';
        END IF;
        known := known || (parts[1] || ' ' || left(encode(decode(parts[2], 'base64'), 'hex'), 8));
    END LOOP;
    RETURN NEW;
END $$
"""

_KEPT = """
CREATE FUNCTION register_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE check_violation USING MESSAGE = TG_TABLE_NAME || ': nothing is changed or taken away';
END $$
"""


def _held_to(table: str, function: str) -> tuple[str, ...]:
    return (
        (
            f"CREATE TRIGGER {table}_formed BEFORE INSERT ON {table} "
            f"FOR EACH ROW EXECUTE FUNCTION {function}()"
        ),
        (
            f"CREATE TRIGGER {table}_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION register_kept()"
        ),
    )


POSTGRES_REFUSES = (
    _REGISTER,
    _ROOT,
    _LINE,
    _DOCUMENT,
    _CHECKPOINT,
    _KEPT,
    *_held_to("event", "register_line"),
    *_held_to("document", "register_document"),
    *_held_to("checkpoint", "register_checkpoint"),
)
