-- Everything that is due until :horizon, seen from :today, with the default ladder: what benchmarks/due.py compares
-- with. Head leases, offers, decisions and planned follow-ups, of which the made-up register has none, are left out.
WITH
reviewed AS (SELECT contract_id, max(held_on) AS held_on, max(talk_on) AS talk_on FROM review GROUP BY contract_id),
talked AS (SELECT household_id, max(done_on) AS done_on FROM follow_up WHERE kind = 'talk' GROUP BY household_id),
going AS MATERIALIZED (
    SELECT c.id, c.unit_id, c.household_id, h.name,
        CASE h.protection WHEN 'none' THEN d.address ELSE '' END AS address,
        CASE h.protection WHEN 'none' THEN u.label ELSE '' END AS label,
        c.start_date, c.end_date, c.advance_notice_on, r.held_on, max(coalesce(r.talk_on, ''), coalesce(t.done_on, '')) AS talk_on,
        date((julianday(c.start_date) + julianday(c.end_date)) / 2) AS middle,
        date(c.end_date, '-12 months', 'floor') AS talk_from,
        date(c.end_date, '-6 months', 'floor') AS review_from,
        date(c.end_date, '-3 months', 'floor') AS notice_from,
        date(c.end_date, '+3 months', 'floor') AS cliff
    FROM contract AS c
    JOIN household AS h ON h.id = c.household_id
    JOIN unit AS u ON u.id = c.unit_id
    JOIN dwelling AS d ON d.id = u.dwelling_id
    LEFT JOIN reviewed AS r ON r.contract_id = c.id
    LEFT JOIN talked AS t ON t.household_id = c.household_id
    WHERE c.end_date IS NOT NULL
        AND (c.moved_out_on IS NULL OR c.moved_out_on > :today)
        AND NOT EXISTS (
            SELECT 1 FROM contract AS later
            WHERE later.unit_id = c.unit_id AND later.start_date > c.start_date AND later.start_date <= :today
        )
        AND NOT coalesce(c.vacate_notice_on > c.end_date AND c.vacate_notice_on <= date(c.end_date, '+3 months', 'floor'), 0)
),
warned AS (
    SELECT 'contract_ended' AS kind, end_date AS due, * FROM going WHERE end_date < :today AND cliff >= :today
    UNION ALL
    SELECT 'becomes_indefinite', cliff, * FROM going WHERE end_date < :today AND cliff >= :today
    UNION ALL
    SELECT 'becomes_indefinite', cliff, * FROM going
        WHERE end_date < :today AND cliff < :today AND julianday(:today) - julianday(cliff) <= 92
    UNION ALL
    SELECT 'mid_term_review_due', middle, * FROM going
        WHERE end_date >= :today AND middle < review_from AND (held_on IS NULL OR held_on < start_date)
    UNION ALL
    SELECT 'follow_up_due', talk_from, * FROM going
        WHERE end_date >= :today AND start_date < talk_from AND talk_on < max(talk_from, start_date)
            AND (held_on IS NULL OR held_on < talk_from)
    UNION ALL
    SELECT 'review_due', max(review_from, start_date), * FROM going
        WHERE end_date >= :today AND (held_on IS NULL OR held_on < max(start_date, middle))
    UNION ALL
    SELECT 'advance_notice_due', max(notice_from, start_date), * FROM going
        WHERE end_date >= :today AND advance_notice_on IS NULL
    UNION ALL
    SELECT 'contract_ends', end_date, * FROM going WHERE end_date >= :today
),
empty AS (
    SELECT u.id, d.address, u.label, date(coalesce(u.vacant_from, u.status_since), '+60 days') AS due
    FROM unit AS u
    JOIN dwelling AS d ON d.id = u.dwelling_id
    WHERE u.status = 'vacant'
        AND NOT EXISTS (
            SELECT 1 FROM contract AS c
            WHERE c.unit_id = u.id AND c.start_date <= :today AND (c.moved_out_on IS NULL OR c.moved_out_on > :today)
        )
)
SELECT kind, due, CAST(julianday(due) - julianday(:today) AS INTEGER) AS days, id, unit_id, household_id, name, address, label
FROM warned WHERE due <= :horizon
UNION ALL
SELECT 'vacant_too_long', due, CAST(julianday(due) - julianday(:today) AS INTEGER), NULL, id, NULL, '', address, label
FROM empty WHERE due <= :horizon
ORDER BY due, name
