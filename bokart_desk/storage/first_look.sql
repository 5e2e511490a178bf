-- revision 0004; made by tools/first_look.py, do not edit

-- dwellings
SELECT count(*) AS count_1
FROM dwelling

-- units
SELECT count(*) AS count_1
FROM unit

-- households
SELECT count(*) AS count_1
FROM household

-- contracts
SELECT count(*) AS count_1
FROM contract

-- open_contracts
SELECT count(*) AS count_1
FROM contract_listing
WHERE contract_listing.open = 1 OR contract_listing.contract_id IN (SELECT contract.id
FROM contract AS coming JOIN contract ON contract.unit_id = coming.unit_id AND contract.start_date < coming.start_date
WHERE coming.start_date > :today AND contract.moved_out_on IS NULL AND NOT (EXISTS (SELECT *
FROM contract AS later
WHERE later.unit_id = contract.unit_id AND later.start_date > contract.start_date AND later.start_date <= :today)) UNION ALL SELECT contract.id
FROM contract
WHERE contract.moved_out_on > :today AND NOT ((EXISTS (SELECT *
FROM contract AS later
WHERE later.unit_id = contract.unit_id AND later.start_date > contract.start_date AND later.start_date <= :today)) AND (contract.end_date IS NULL OR contract.end_date < :today)))

-- indefinite
SELECT count(*) AS count_1
FROM contract_listing
WHERE (contract_listing.open = 1 OR contract_listing.contract_id IN (SELECT contract.id
FROM contract AS coming JOIN contract ON contract.unit_id = coming.unit_id AND contract.start_date < coming.start_date
WHERE coming.start_date > :today AND contract.moved_out_on IS NULL AND NOT (EXISTS (SELECT *
FROM contract AS later
WHERE later.unit_id = contract.unit_id AND later.start_date > contract.start_date AND later.start_date <= :today)) UNION ALL SELECT contract.id
FROM contract
WHERE contract.moved_out_on > :today AND NOT ((EXISTS (SELECT *
FROM contract AS later
WHERE later.unit_id = contract.unit_id AND later.start_date > contract.start_date AND later.start_date <= :today)) AND (contract.end_date IS NULL OR contract.end_date < :today)))) AND contract_listing.last_day = '9999-12-31'

-- became_indefinite
SELECT count(*) AS count_1
FROM contract_listing
WHERE (contract_listing.open = 1 OR contract_listing.contract_id IN (SELECT contract.id
FROM contract AS coming JOIN contract ON contract.unit_id = coming.unit_id AND contract.start_date < coming.start_date
WHERE coming.start_date > :today AND contract.moved_out_on IS NULL AND NOT (EXISTS (SELECT *
FROM contract AS later
WHERE later.unit_id = contract.unit_id AND later.start_date > contract.start_date AND later.start_date <= :today)) UNION ALL SELECT contract.id
FROM contract
WHERE contract.moved_out_on > :today AND NOT ((EXISTS (SELECT *
FROM contract AS later
WHERE later.unit_id = contract.unit_id AND later.start_date > contract.start_date AND later.start_date <= :today)) AND (contract.end_date IS NULL OR contract.end_date < :today)))) AND contract_listing.last_day <= :cliff AND NOT (EXISTS (SELECT *
FROM contract AS given
WHERE given.id = contract_listing.contract_id AND given.vacate_notice_on > given.end_date AND given.vacate_notice_on <= date(given.end_date, '+3 months', 'floor')))

-- past_end_ids
SELECT contract_listing.contract_id
FROM contract_listing
WHERE (contract_listing.open = 1 OR contract_listing.contract_id IN (SELECT contract.id
FROM contract AS coming JOIN contract ON contract.unit_id = coming.unit_id AND contract.start_date < coming.start_date
WHERE coming.start_date > :today AND contract.moved_out_on IS NULL AND NOT (EXISTS (SELECT *
FROM contract AS later
WHERE later.unit_id = contract.unit_id AND later.start_date > contract.start_date AND later.start_date <= :today)) UNION ALL SELECT contract.id
FROM contract
WHERE contract.moved_out_on > :today AND NOT ((EXISTS (SELECT *
FROM contract AS later
WHERE later.unit_id = contract.unit_id AND later.start_date > contract.start_date AND later.start_date <= :today)) AND (contract.end_date IS NULL OR contract.end_date < :today)))) AND contract_listing.last_day < :today AND (contract_listing.last_day > :cliff OR (EXISTS (SELECT *
FROM contract AS given
WHERE given.id = contract_listing.contract_id AND given.vacate_notice_on > given.end_date AND given.vacate_notice_on <= date(given.end_date, '+3 months', 'floor')))) ORDER BY contract_listing.last_day, contract_listing.open, contract_listing.contract_id
 LIMIT 20 OFFSET 0

-- past_end
SELECT contract.id, contract.unit_id, contract.household_id, household.name, household.case_number, household.protection, dwelling.number, dwelling.address, unit.label, contract.start_date, contract.end_date, contract.monthly_rent, dwelling.disposal, contract.moved_out_on, contract.vacate_notice_on, contract.advance_notice_on, EXISTS (SELECT *
FROM contract AS later
WHERE later.unit_id = contract.unit_id AND later.start_date > contract.start_date AND later.start_date <= :today) AS anon_1
FROM contract JOIN household ON household.id = contract.household_id JOIN unit ON unit.id = contract.unit_id JOIN dwelling ON dwelling.id = unit.dwelling_id
WHERE contract.id IN (SELECT value FROM json_each(:ids))

-- past_end_count
SELECT count(contract_listing.contract_id) AS count_1
FROM contract_listing
WHERE (contract_listing.open = 1 OR contract_listing.contract_id IN (SELECT contract.id
FROM contract AS coming JOIN contract ON contract.unit_id = coming.unit_id AND contract.start_date < coming.start_date
WHERE coming.start_date > :today AND contract.moved_out_on IS NULL AND NOT (EXISTS (SELECT *
FROM contract AS later
WHERE later.unit_id = contract.unit_id AND later.start_date > contract.start_date AND later.start_date <= :today)) UNION ALL SELECT contract.id
FROM contract
WHERE contract.moved_out_on > :today AND NOT ((EXISTS (SELECT *
FROM contract AS later
WHERE later.unit_id = contract.unit_id AND later.start_date > contract.start_date AND later.start_date <= :today)) AND (contract.end_date IS NULL OR contract.end_date < :today)))) AND contract_listing.last_day < :today AND (contract_listing.last_day > :cliff OR (EXISTS (SELECT *
FROM contract AS given
WHERE given.id = contract_listing.contract_id AND given.vacate_notice_on > given.end_date AND given.vacate_notice_on <= date(given.end_date, '+3 months', 'floor'))))

-- ending_by_month
SELECT substr(contract_listing.last_day, 1, 7) AS substr_1, count(*) AS count_1
FROM contract_listing
WHERE (contract_listing.open = 1 OR contract_listing.contract_id IN (SELECT contract.id
FROM contract AS coming JOIN contract ON contract.unit_id = coming.unit_id AND contract.start_date < coming.start_date
WHERE coming.start_date > :today AND contract.moved_out_on IS NULL AND NOT (EXISTS (SELECT *
FROM contract AS later
WHERE later.unit_id = contract.unit_id AND later.start_date > contract.start_date AND later.start_date <= :today)) UNION ALL SELECT contract.id
FROM contract
WHERE contract.moved_out_on > :today AND NOT ((EXISTS (SELECT *
FROM contract AS later
WHERE later.unit_id = contract.unit_id AND later.start_date > contract.start_date AND later.start_date <= :today)) AND (contract.end_date IS NULL OR contract.end_date < :today)))) AND contract_listing.last_day BETWEEN :today AND :last GROUP BY substr(contract_listing.last_day, 1, 7)

-- vacant_units
SELECT unit.id, unit.dwelling_id, dwelling.number, dwelling.address, unit.label, dwelling.kind, unit.bedrooms, unit.area_m2, unit.monthly_rent, dwelling.disposal, unit.status, EXISTS (SELECT *
FROM contract AS running
WHERE running.unit_id = unit.id AND running.start_date <= :today AND (running.moved_out_on IS NULL OR running.moved_out_on > :today) AND NOT (EXISTS (SELECT *
FROM contract AS taken_over_by
WHERE taken_over_by.unit_id = running.unit_id AND taken_over_by.start_date > running.start_date AND taken_over_by.start_date <= :today))) AS let, CASE WHEN (EXISTS (SELECT *
FROM contract AS running
WHERE running.unit_id = unit.id AND running.start_date <= :today AND (running.moved_out_on IS NULL OR running.moved_out_on > :today) AND NOT (EXISTS (SELECT *
FROM contract AS taken_over_by
WHERE taken_over_by.unit_id = running.unit_id AND taken_over_by.start_date > running.start_date AND taken_over_by.start_date <= :today)))) THEN NULL WHEN (unit.status = 'vacant') THEN coalesce(unit.vacant_from, unit.status_since, (SELECT max(contract.moved_out_on) AS max_1
FROM contract
WHERE contract.unit_id = unit.id AND contract.moved_out_on <= :today)) ELSE coalesce(unit.vacant_from, (SELECT max(contract.moved_out_on) AS max_1
FROM contract
WHERE contract.unit_id = unit.id AND contract.moved_out_on <= :today)) END AS vacant_since
FROM unit JOIN dwelling ON dwelling.id = unit.dwelling_id
WHERE (unit.status = 'vacant' OR unit.status = 'in_use' AND unit.id IN (SELECT contract.unit_id
FROM contract
WHERE contract.moved_out_on <= :today)) AND NOT (EXISTS (SELECT *
FROM contract AS running
WHERE running.unit_id = unit.id AND running.start_date <= :today AND (running.moved_out_on IS NULL OR running.moved_out_on > :today) AND NOT (EXISTS (SELECT *
FROM contract AS taken_over_by
WHERE taken_over_by.unit_id = running.unit_id AND taken_over_by.start_date > running.start_date AND taken_over_by.start_date <= :today)))) ORDER BY CASE WHEN (EXISTS (SELECT *
FROM contract AS running
WHERE running.unit_id = unit.id AND running.start_date <= :today AND (running.moved_out_on IS NULL OR running.moved_out_on > :today) AND NOT (EXISTS (SELECT *
FROM contract AS taken_over_by
WHERE taken_over_by.unit_id = running.unit_id AND taken_over_by.start_date > running.start_date AND taken_over_by.start_date <= :today)))) THEN NULL WHEN (unit.status = 'vacant') THEN coalesce(unit.vacant_from, unit.status_since, (SELECT max(contract.moved_out_on) AS max_1
FROM contract
WHERE contract.unit_id = unit.id AND contract.moved_out_on <= :today)) ELSE coalesce(unit.vacant_from, (SELECT max(contract.moved_out_on) AS max_1
FROM contract
WHERE contract.unit_id = unit.id AND contract.moved_out_on <= :today)) END IS NULL, vacant_since, dwelling.address_sort, unit.label_key, unit.id
 LIMIT 20 OFFSET 0

-- vacant_count
SELECT count(*) AS count_1
FROM unit
WHERE (unit.status = 'vacant' OR unit.status = 'in_use' AND unit.id IN (SELECT contract.unit_id
FROM contract
WHERE contract.moved_out_on <= :today)) AND NOT (EXISTS (SELECT *
FROM contract AS running
WHERE running.unit_id = unit.id AND running.start_date <= :today AND (running.moved_out_on IS NULL OR running.moved_out_on > :today) AND NOT (EXISTS (SELECT *
FROM contract AS taken_over_by
WHERE taken_over_by.unit_id = running.unit_id AND taken_over_by.start_date > running.start_date AND taken_over_by.start_date <= :today))))

-- last_import
SELECT import_batch.imported_at
FROM import_batch ORDER BY import_batch.imported_at DESC
 LIMIT 1 OFFSET 0

-- municipality
SELECT municipality.name, municipality.language
FROM municipality
