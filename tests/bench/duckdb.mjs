// The Meridian program as one SQL query for DuckDB: what somebody fluent in it would write, to time Rung against. Not a test.
//
//   npm install --prefix SCRATCH @duckdb/node-api        once, in a folder outside the tree
//   NODE_PATH=SCRATCH/node_modules node tests/bench/duckdb.mjs TABLES RESULT.csv [THREADS]
//   python3 tests/oracle/meridian.py TABLES > ORACLE.csv && python3 tests/oracle/compare.py ORACLE.csv RESULT.csv
//
// TABLES is a folder with the five tables, as the bench leaves in build/bench/SIZE/tables. Money is counted in whole cents, margins in
// half points, so that both are exact and rounded once. Prints the seconds that it took.
import { createRequire } from "node:module";
import { join } from "node:path";
import process from "node:process";

const { DuckDBInstance } = createRequire(join(process.env.NODE_PATH ?? ".", "x.js"))("@duckdb/node-api");
const [tables, result, threads = "2"] = process.argv.slice(2);
if (!result) {
  console.error("usage: duckdb.mjs TABLES RESULT.csv [THREADS]");
  process.exit(2);
}

const quoted = (text) => `'${text.replaceAll("'", "''")}'`;
const table = (name, columns) => {
  const types = Object.entries(columns).map(([column, type]) => `'${column}': '${type}'`);
  return `read_csv(${quoted(join(tables, `${name}.csv`))}, header = true, delim = ',', quote = '"', auto_detect = false, columns = {${types.join(", ")}})`;
};

const partners = table("partners", { partner_id: "VARCHAR", name: "VARCHAR", type: "VARCHAR", region: "VARCHAR", joined_on: "DATE", prior_tier: "VARCHAR" });
const deals = table("deals", {
  deal_id: "VARCHAR", partner_id: "VARCHAR", closed_on: "DATE", stage: "VARCHAR", amount: "DECIMAL(18,2)", discount_pct: "DECIMAL(4,1)",
  registered: "VARCHAR", product_line: "VARCHAR", new_customer: "VARCHAR",
});
const certifications = table("certifications", {
  partner_id: "VARCHAR", person: "VARCHAR", certification: "VARCHAR", level: "VARCHAR", issued_on: "DATE", expires_on: "DATE",
});
const tickets = table("tickets", { partner_id: "VARCHAR", opened_on: "DATE", severity: "VARCHAR", hours_to_resolve: "DECIMAL(9,1)", csat: "INTEGER" });
const attestations = table("attestations", { partner_id: "VARCHAR", item: "VARCHAR", attested_on: "DATE" });

// Straight lines between (value, points) pairs, flat outside.
const curve = (x, ...pairs) => {
  const lines = pairs.slice(1).map(([right, high], i) => {
    const [left, low] = pairs[i];
    return `when ${x} <= ${right} then ${low} + ${high - low}::double * (${x} - (${left})) / ${right - left}`;
  });
  const [first, last] = [pairs[0], pairs.at(-1)];
  return `case when ${x} is null then null when ${x} <= ${first[0]} then ${first[1]} ${lines.join(" ")} else ${last[1]} end`;
};

const weights = {
  certified_people: 10, accredited_sellers: 5, registration_rate: 10, resolution_hours: 10, attestations: 8, deal_data_quality: 4, discount_discipline: 4,
  revenue: 15, revenue_growth: 10, new_customers: 6, win_rate: 6, customer_satisfaction: 8, revenue_standing: 4,
};
const sum = (term) => Object.entries(weights).map(([name, weight]) => term(`p_${name}`, weight)).join(" + ");
const points = Object.keys(weights).map((name) => `p_${name} as ${name}`).join(", ");

const query = `
with deal as (
  select partner_id, stage, closed_on >= date '2026-07-01' as now, (amount * 100)::bigint as cents, discount_pct, registered = 'yes' as registered,
         coalesce(product_line, '') <> '' as known, new_customer = 'yes' as fresh
  from ${deals}
  where closed_on between date '2026-07-01' and date '2026-09-30' or (stage = 'won' and closed_on between date '2025-07-01' and date '2025-09-30')
), d as (
  select partner_id,
         count(*) filter (now) as deals,
         count(*) filter (now and registered) as registered,
         count(*) filter (now and stage = 'won') as won,
         count(*) filter (now and stage <> 'open') as decided,
         count(*) filter (now and stage <> 'open' and known) as known,
         count(*) filter (now and stage = 'won' and discount_pct <= 25) as disciplined,
         count(*) filter (now and stage = 'won' and fresh) as fresh,
         sum(cents) filter (now and stage = 'won') as cents,
         sum(cents) filter (not now) as prior
  from deal group by partner_id
), c as (
  select partner_id, count(distinct person) filter (level <> 'associate') as certified, count(distinct person) filter (level = 'associate') as accredited
  from ${certifications}
  where issued_on <= date '2026-09-30' and expires_on >= date '2026-09-30' group by partner_id
), t as (
  select partner_id, sum(hours_to_resolve)::double / count(*) as hours, sum(csat)::double / count(csat) as csat
  from ${tickets}
  where opened_on between date '2026-07-01' and date '2026-09-30' group by partner_id
), a as (
  select partner_id, count(distinct item) as attested
  from ${attestations}
  where attested_on between date '2025-10-01' and date '2026-09-30' group by partner_id
), facts as (
  select p.place, p.partner_id, p.type, coalesce(deals, 0) as deals, coalesce(registered, 0) as registered, coalesce(won, 0) as won,
         coalesce(decided, 0) as decided, known, disciplined, coalesce(fresh, 0) as fresh, coalesce(cents, 0)::hugeint as cents,
         coalesce(prior, 0)::hugeint as prior, coalesce(certified, 0) as certified, coalesce(accredited, 0) as accredited, hours, csat,
         coalesce(attested, 0) as attested
  from (select row_number() over () as place, partner_id, type from ${partners}) p
  left join d using (partner_id) left join c using (partner_id) left join t using (partner_id) left join a using (partner_id)
), rated as (
  select *, cents::double / 100 as revenue, case when prior > 0 then cents::double / prior::double - 1 end as growth,
         case when deals > 0 then registered::double / deals end as rate,
         case when decided > 0 then known::double / decided end as quality, case when won > 0 then disciplined::double / won end as discipline,
         case when decided > 0 then won::double / decided end as wins, percent_rank() over (partition by type order by cents) as standing
  from facts
), scored as (
  select *,
         ${curve("certified", [0, 0], [10, 100])} as p_certified_people,
         case when accredited >= 5 then 100 when accredited >= 2 then 50 else 0 end as p_accredited_sellers,
         coalesce(${curve("rate", [0, 0], [0.6, 100])}, 0) as p_registration_rate,
         ${curve("hours", [12, 100], [72, 0])} as p_resolution_hours,
         100.0::double * attested / 3 as p_attestations,
         ${curve("quality", [0.5, 0], [1, 100])} as p_deal_data_quality,
         ${curve("discipline", [0.6, 0], [1, 100])} as p_discount_discipline,
         ${curve("revenue", [0, 0], [50000, 40], [250000, 80], [1000000, 100])} as p_revenue,
         coalesce(${curve("growth", [-0.2, 0], [0, 40], [0.3, 100])}, 50) as p_revenue_growth,
         ${curve("fresh", [0, 0], [8, 100])} as p_new_customers,
         ${curve("wins", [0.1, 0], [0.5, 100])} as p_win_rate,
         ${curve("csat", [3, 0], [4.8, 100])} as p_customer_satisfaction,
         100 * standing as p_revenue_standing
  from rated
), totalled as (
  select *, round((${sum((name, weight) => `coalesce(${weight} * ${name}, 0)`)}) /
                  (${sum((name, weight) => `case when ${name} is null then 0 else ${weight} end`)}), 6) as score
  from scored
), tiered as (
  select *, case when score >= 70 and certified >= 4 and cents >= 25000000 and attested = 3 then 'platinum'
                 when score >= 58 and certified >= 2 then 'gold' when score >= 45 then 'silver' else 'registered' end as tier
  from totalled
), halves as (
  select *, least(36, greatest(6, (case tier when 'platinum' then 30 when 'gold' then 24 when 'silver' then 16 else 10 end)
                  + case when won >= 3 and 2 * registered >= deals then 4 else 0 end
                  + case when prior > 0 and 5 * cents > 6 * prior then least(4, floor((10 * cents - 12 * prior)::double / prior::double + 1e-9)::integer) else 0 end
                  - case when attested < 3 then 2 else 0 end)) as halves
  from tiered
)
select partner_id, score, tier, halves / 2.0 as margin,
       (cents * halves + 100) // 200 as margin_cents,
       500 * least(fresh, 10) as new_customer_spif,
       (greatest(least(cents, 50000000) - 10000000, 0) + 2 * greatest(cents - 50000000, 0) + 50) // 100 as rebate_cents,
       ${points}
from halves order by place`;

// Cents as text, so that nothing passes through a double on its way out.
const money = (column) => `(${column} // 100) || '.' || lpad((${column} % 100)::varchar, 2, '0')`;
const output = `
select partner_id, score, tier, margin, ${money("margin_cents")} as margin_amount, new_customer_spif, ${money("rebate_cents")} as volume_rebate,
       ${Object.keys(weights).join(", ")}
from (${query})`;

const instance = await DuckDBInstance.create(":memory:", { threads });
const connection = await instance.connect();
const begin = performance.now();
await connection.run(`copy (${output}) to ${quoted(result)} (header, delimiter ',')`);
console.log(`${((performance.now() - begin) / 1000).toFixed(3)} seconds, ${threads} threads, peak ${(process.resourceUsage().maxRSS / 1024).toFixed(0)} MiB`);
