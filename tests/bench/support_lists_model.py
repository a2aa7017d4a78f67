"""A model of the size that lists are measured with: a million leads and people, and all that hangs on 500 events."""

from tests.bench.store import FIRST_US

STEP_US = 20_000_000
CAMPAIGNS = 500
PRODUCTS = 200
_ORGANIZATIONS = 1_000
_OPERATORS = 50

# {n} leads and people, {deals} deals; {at} makes an instant of the row's number, {day} a day, {money:…} an exact sum.
_FILL = """
INSERT INTO employee (id, full_name, folded_name, is_active, org_unit_id)
SELECT 100 + i, 'Employee ' || i, 'employee ' || i, {true}, 1 FROM ({operators}) AS s;
INSERT INTO operator (id, employee_id, login, login_key, password_hash, full_name, role, extension, pbx, device_mode,
  language, time_zone, presence, pause_reason, is_active, created_at)
SELECT i, 100 + i, 'op' || i, 'op' || i, '', 'Operator ' || i, 'operator', '', '', 'handset', 'ru', 'UTC', 'ready', '',
  {true}, {at0} FROM ({operators}) AS s;
INSERT INTO campaign (id, name, state, date_from, type_id, org_unit_id, owner_id, cost_includes_labour)
SELECT i, 'Campaign ' || i, CASE WHEN i % 5 = 0 THEN 'preparing' WHEN i % 2 = 0 THEN 'running' ELSE 'done' END, {day},
  1 + i % 7, 1, 101 + i % 50, CASE WHEN i % 4 = 0 THEN {true} ELSE {false} END FROM ({campaigns}) AS s;
INSERT INTO product (id, name, name_en, is_active, position, code)
SELECT i, 'Product ' || i, '', {true}, i, '' FROM ({products}) AS s;
INSERT INTO organization (id, name, folded_name, created_at, lifecycle)
SELECT i, 'Organization ' || i, 'organization ' || i, {at0}, CASE WHEN i % 10 = 0 THEN 'customer' ELSE 'prospect' END
FROM ({organizations}) AS s;
INSERT INTO organization_word (word, organization_id) SELECT 'organization', id FROM organization;
INSERT INTO organization_word (word, organization_id) SELECT CAST(id AS TEXT), id FROM organization;
INSERT INTO person (id, full_name, folded_name, organization_id, is_private, created_at, lifecycle)
SELECT i, 'Ivan' || (i % 5000) || ' Number' || i, 'ivan' || (i % 5000) || ' number' || i,
  CASE WHEN i % 2 = 0 THEN 1 + i % 1000 END, {false}, {at0}, CASE WHEN i % 10 = 0 THEN 'customer' ELSE 'prospect' END
FROM ({people}) AS s;
INSERT INTO person_word (word, person_id) SELECT 'ivan' || (id % 5000), id FROM person;
INSERT INTO person_word (word, person_id) SELECT 'number' || id, id FROM person;
INSERT INTO contact_point (person_id, kind, raw, number_key, extension, reversed_digits, is_shared)
SELECT id, 'phone', '+7' || (9000000000 + id), '+7' || (9000000000 + id), '', '', {false} FROM person;
INSERT INTO lead (id, owner_id, idempotency_key, at, method_id, extra, organization_text, is_private, person_id,
  person_text, organization_id, campaign_id, product_id, topic_id, source_id, content, outcome_id, refusal_reason_id,
  new_deal, remind, next_contact_at, saved_at)
SELECT i, 1 + i % 50, 'k' || i, {at}, 1, '', '', {false}, 1 + (i * 7) % {n}, '',
  CASE WHEN i % 2 = 0 THEN 1 + i % 1000 END, CASE WHEN i % 3 > 0 THEN 1 + i % 500 END, 1 + i % 200, 1, 1,
  'Wants a house number ' || i || ', will call again', 1 + i % 4, CASE WHEN i % 4 = 3 THEN 1 + (i / 4) % 5 END,
  {false}, {false}, CASE WHEN i % 10 = 0 THEN {at} END, {at} FROM ({leads}) AS s;
INSERT INTO lead_phone (lead_id, position, raw, number_key, extension, reversed_digits, at)
SELECT id, 0, '+7' || (9000000000 + id), '+7' || (9000000000 + id), '', '', at FROM lead;
INSERT INTO deal (id, name, topic_id, pipeline_id, stage_id, state, owner_id, org_unit_id, person_id, amount,
  amount_base, probability, currency, rate, campaign_id, created_at, stage_at, active_at, closed_at, expected_close,
  lost_stage_id, refusal_reason_id)
SELECT i, 'Deal number ' || i, 1, 1, CASE WHEN i % 5 = 0 THEN 1 + (i / 5) % 4 WHEN i % 2 = 0 THEN 5 ELSE 6 END,
  CASE WHEN i % 5 = 0 THEN 'open' WHEN i % 2 = 0 THEN 'won' ELSE 'lost' END, 101 + i % 50, 1, 1 + i % {n},
  {amount}, {amount}, CASE WHEN i % 3 = 0 THEN i % 100 END, 'RUB', {rate}, CASE WHEN i % 2 = 0 THEN 1 + i % 500 END,
  {at}, {at}, {at}, CASE WHEN i % 5 = 0 THEN NULL ELSE {at} END, CASE WHEN i % 4 = 0 THEN {day} END,
  CASE WHEN i % 5 > 0 AND i % 2 = 1 THEN 1 END, CASE WHEN i % 5 > 0 AND i % 2 = 1 THEN 1 + i % 5 END
FROM ({deals}) AS s;
INSERT INTO deal_word (word, deal_id) SELECT 'deal', id FROM deal;
INSERT INTO deal_word (word, deal_id) SELECT 'number', id FROM deal;
INSERT INTO deal_word (word, deal_id) SELECT CAST(id AS TEXT), id FROM deal;
INSERT INTO contract (number, deal_id, campaign_id, owner_id, org_unit_id, signed_on, amount, amount_base, state,
  currency, rate, created_at)
SELECT 'N' || i, CASE WHEN i % 2 = 0 THEN i * 4 END, CASE WHEN i % 4 = 1 THEN 1 + i % 500 END, 101 + i % 50, 1, {day},
  {amount}, {amount}, CASE WHEN i % 5 = 0 THEN 'draft' ELSE 'signed' END, 'RUB', {rate}, {at} FROM ({contracts}) AS s;
INSERT INTO activity (kind, at, done_at, method_id, person_id, owner_id, content, deal_id)
SELECT CASE WHEN i % 4 = 0 THEN 'next_contact' ELSE 'contact' END, {at}, CASE WHEN i % 4 > 0 THEN {at} END, 1,
  1 + i % {n}, 1 + i % 50, 'Spoke of it', i FROM ({deals}) AS s;
INSERT INTO participant (campaign_id, person_id, status, created_at)
SELECT 1 + i % 500, 1 + i, CASE WHEN i % 3 = 0 THEN 'actual' ELSE 'undefined' END, {at} FROM ({participants}) AS s;
INSERT INTO supplier (campaign_id, organization_id) SELECT 1 + i % 500, 1 + (i / 500 * 7 + i) % 1000
FROM ({suppliers}) AS s;
INSERT INTO labour (campaign_id, employee_id, hours_plan, hours_fact, hour_rate)
SELECT 1 + i % 500, 101 + i % 50, {hours}, {hours}, {hours} FROM ({suppliers}) AS s;
INSERT INTO cost (campaign_id, name, plan_amount, fact_amount, plan_base, fact_base, currency, rate)
SELECT 1 + i % 500, 'Cost ' || i, {amount}, {amount}, {amount}, {amount}, 'RUB', {rate} FROM ({costs}) AS s;
INSERT INTO task (name, author_id, campaign_id, created_at, due_at, done_at, happened_at)
SELECT 'Task ' || i, 101 + i % 50, 1 + i % 500, {at}, {at}, CASE WHEN i % 2 = 0 THEN {at} END, {at}
FROM ({participants}) AS s;
INSERT INTO task_assignee (task_id, employee_id) SELECT id, 101 + id % 50 FROM task;
INSERT INTO mailing (name, campaign_id, state, created_at)
SELECT 'Mailing ' || i, 1 + i % 500, CASE WHEN i % 2 = 0 THEN 'done' ELSE 'draft' END, {at} FROM ({campaigns}) AS s;
INSERT INTO mailing_recipient (mailing_id, person_id, address, address_key, state, token)
SELECT 1 + i % 500, 1 + i, 'p' || i || '@mail.ru', 'p' || i || '@mail.ru',
  CASE WHEN i % 10 = 0 THEN 'failed' ELSE 'sent' END, 't' || i FROM ({participants}) AS s;
INSERT INTO interview (campaign_id, kind, name, created_at)
SELECT 1 + i % 500, CASE WHEN i % 2 = 0 THEN 'test' ELSE 'questionnaire' END, 'Interview ' || i, {at}
FROM ({campaigns}) AS s;
INSERT INTO campaign_number (campaign_id, did_e164) SELECT i, '+7495' || (1000000 + i) FROM ({campaigns}) AS s;
"""


def script(n: int, *, is_sqlite: bool) -> str:
    """Return the SQL that fills an empty database with `n` leads of `n` people, and a fifth as many deals."""

    def series(count: int) -> str:
        if not is_sqlite:
            return f"SELECT i FROM generate_series(1, {count}::bigint) AS i"
        return f"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {count}) SELECT i FROM n"

    at = f"{FIRST_US} + i * {STEP_US}"
    return _FILL.format(
        n=n,
        true="1" if is_sqlite else "true",
        false="0" if is_sqlite else "false",
        at=at if is_sqlite else f"to_timestamp(({at}) / 1000000)",
        at0=str(FIRST_US) if is_sqlite else f"to_timestamp({FIRST_US} / 1000000)",
        day="date(1735689600 + i % 700 * 86400, 'unixepoch')" if is_sqlite else "date '2025-01-01' + i::integer % 700",
        amount="(i % 9973) * 10100 + 1" if is_sqlite else "(i % 9973) * 1.01 + 0.0001",
        hours="(1 + i % 20) * 10000" if is_sqlite else "1 + i % 20",
        rate="100000000" if is_sqlite else "1",
        operators=series(_OPERATORS),
        campaigns=series(CAMPAIGNS),
        products=series(PRODUCTS),
        organizations=series(_ORGANIZATIONS),
        people=series(n),
        leads=series(n),
        deals=series(n // 5),
        contracts=series(n // 20),
        participants=series(n // 20),
        suppliers=series(CAMPAIGNS * 10),
        costs=series(CAMPAIGNS * 20),
    )
