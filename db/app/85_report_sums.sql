-- Sums, senders and deadlines of the four-stage reports: one named query each.
-- Every function takes a moment (NULL = now) and shows what was known then.

create function app.events(scope text, at_time timestamptz)
    returns table (uid uuid, area_code text, kind text, name text, number text, simulated boolean, opened_at timestamptz,
                   response_level smallint, stages text[], ended boolean, changed_at timestamptz)
    language sql stable parallel safe
as $$
    select e.uid, e.area_code, e.kind, e.name, e.number, e.simulated,
           (select min(s.holds_from) from report.event_step s where s.event_uid = e.uid),
           s.response_level, coalesce(s.stages, '{}'), coalesce(s.ended, false), s.holds_from
      from report.event e
      left join lateral app.event_step_at(e.uid, at_time) s on true
     where (scope like e.area_code || '%' or e.area_code like scope || '%') and (at_time is null or e.made_at <= at_time)
$$;
comment on function app.events(text, timestamptz) is 'The events that concern an area, with response level and stages at a moment.';

create function app.report_values(in_event uuid, in_form text, scope text, at_time timestamptz)
    returns table (unit_code text, department_code text, field_key text, amount numeric, words text, as_of timestamptz,
                   made_at timestamptz, made_by text, overridden boolean)
    language sql stable parallel safe
as $$
    select app.statistics_unit(s.area_code), s.department_code, f.key,
           case when f.rollup <> 'none' then app.report_number(s.figures, s.zero, f.key) end,
           case when f.rollup = 'none' then s.figures ->> f.key end,
           s.as_of, s.made_at, s.made_by, s.findings <> '[]'
      from app.report_in_force(in_event, in_form, at_time) s
      join reference.report_field f on f.form_code = s.form_code and s.department_code = any (f.departments)
     where s.area_code >= scope and s.area_code < scope || ':'
$$;
comment on function app.report_values(uuid, text, text, timestamptz) is
    'Each figure in force: of which unit (village, or the area itself for 本级/未分村) and department.';

create function app.report_sums(in_event uuid, in_form text, scope text, at_time timestamptz)
    returns table (unit_code text, field_key text, rollup text, amount numeric, senders bigint)
    language sql stable parallel safe
as $$
    select v.unit_code, v.field_key, f.rollup,
           case f.rollup when 'sum' then sum(v.amount) else max(v.amount) end, count(v.amount)
      from app.report_values(in_event, in_form, scope, at_time) v
      join reference.report_field f on f.form_code = in_form and f.key = v.field_key
     where f.rollup <> 'none'
     group by v.unit_code, v.field_key, f.rollup
$$;
comment on function app.report_sums(uuid, text, text, timestamptz) is
    'Figures by unit over departments: sums, and largest values where sums mean nothing.';

create function app.report_totals(in_event uuid, in_form text, scope text, at_time timestamptz)
    returns table (field_key text, amount numeric, senders bigint)
    language sql stable parallel safe
as $$
    select s.field_key, case s.rollup when 'sum' then sum(s.amount) else max(s.amount) end, sum(s.senders)::bigint
      from app.report_sums(in_event, in_form, scope, at_time) s
     group by s.field_key, s.rollup
$$;
comment on function app.report_totals(uuid, text, text, timestamptz) is 'Figures of a whole area over its units and all departments.';

create function app.report_history(in_event uuid, in_form text, scope text, moments timestamptz[])
    returns table (moment timestamptz, field_key text, amount numeric)
    language sql stable parallel safe
as $$
    select m.moment, t.field_key, t.amount
      from unnest(moments) as m (moment) cross join lateral app.report_totals(in_event, in_form, scope, m.moment) t
$$;
comment on function app.report_history(uuid, text, text, timestamptz[]) is
    'Figures of a whole area at several moments, each as it was known then.';

create function app.report_senders(in_event uuid, in_form text)
    returns table (area_code text, department_code text)
    language sql stable parallel safe
as $$
    select a.code, 'township'
      from report.event e
      join base.area a on a.code >= e.area_code and a.code < e.area_code || ':' and a.level = 'township' and a.retired_at is null
           and (a.valid_to is null or a.valid_to > (e.made_at at time zone 'Asia/Shanghai')::date)
     where e.uid = in_event
       and exists (select from reference.report_field f where f.form_code = in_form and 'township' = any (f.departments))
    union
    select e.area_code, d.code
      from report.event e, reference.report_field f, unnest(f.departments) as d (code)
     where e.uid = in_event and f.form_code = in_form and d.code <> 'township'
$$;
comment on function app.report_senders(uuid, text) is 'Who has to report: every township, and at the county each department that a field asks.';

create function app.report_deadlines(in_event uuid, at_time timestamptz)
    returns table (form_code text, opened_at timestamptz, due_from timestamptz, deadline timestamptz)
    language sql stable parallel safe
as $$
    with steps as (
        select s.*, lead(s.holds_from) over (order by s.holds_from, s.id) as until
          from report.event_step s
         where s.event_uid = in_event and s.holds_from <= coalesce(at_time, now()) and (at_time is null or s.made_at <= at_time)
    ), marked as (
        select f.code, f.first_hours, f.daily_deadlines, s.holds_from, s.until, s.stages && f.stages as open,
               s.stages && f.stages and lag(s.stages && f.stages) over w is distinct from true as begins
          from steps s cross join reference.report_form f
        window w as (partition by f.code order by s.holds_from, s.id)
    ), numbered as (
        select m.*, count(*) filter (where m.begins) over (partition by m.code order by m.holds_from, m.until nulls last) as span
          from marked m
    ), spans as (
        select n.code, n.first_hours, n.daily_deadlines, min(n.holds_from) as opened_at,
               case when bool_or(n.until is null) then null else max(n.until) end as closed_at
          from numbered n where n.open group by n.code, n.first_hours, n.daily_deadlines, n.span
    ), due as (
        select s.code, s.opened_at, s.closed_at, s.opened_at + s.first_hours * interval '1 hour' as deadline
          from spans s where s.first_hours is not null
        union
        select s.code, s.opened_at, s.closed_at, (d.day + t.hour) at time zone 'Asia/Shanghai'
          from spans s
         cross join lateral generate_series((s.opened_at at time zone 'Asia/Shanghai')::date,
                                            (least(coalesce(s.closed_at, 'infinity'), coalesce(at_time, now()))
                                             at time zone 'Asia/Shanghai')::date + 1, interval '1 day') as d (day)
         cross join lateral unnest(s.daily_deadlines) as t (hour)
         where (d.day + t.hour) at time zone 'Asia/Shanghai' > s.opened_at + coalesce(s.first_hours, 0) * interval '1 hour'
    ), ordered as (
        select d.code, d.opened_at, lag(d.deadline, 1, d.opened_at) over w as due_from, d.deadline
          from due d where d.deadline <= coalesce(d.closed_at, 'infinity')
        window w as (partition by d.code, d.opened_at order by d.deadline)
    )
    select o.code, o.opened_at, o.due_from, o.deadline from ordered o where o.due_from <= coalesce(at_time, now())
$$;
comment on function app.report_deadlines(uuid, timestamptz) is 'The deadlines of an event up to a moment, and the next of each form.';

create function app.report_status(in_event uuid, at_time timestamptz)
    returns table (form_code text, deadline timestamptz, area_code text, department_code text, state text,
                   made_at timestamptz, made_by text, zero boolean, villages bigint)
    language sql stable
as $$
    -- A report answers the deadline into whose period its figures fall (as_of); late when it came after.
    select d.form_code, d.deadline, r.area_code, r.department_code,
           case when s.uid is null then case when d.deadline > coalesce(at_time, now()) then 'due' else 'missing' end
                when s.made_at > d.deadline then 'late'
                when s.zero and coalesce(v.filled, 0) = 0 then 'zero'
                else 'in_time' end,
           s.made_at, s.made_by, coalesce(s.zero, false), coalesce(v.villages, 0)
      from app.report_deadlines(in_event, at_time) d
     cross join lateral app.report_senders(in_event, d.form_code) r
      left join lateral (
            select s.* from report.submission s
             where s.event_uid = in_event and s.form_code = d.form_code and s.area_code = r.area_code
               and s.department_code = r.department_code and s.as_of > d.due_from and s.as_of <= d.deadline
               and (at_time is null or s.made_at <= at_time)
             order by s.made_at, s.id limit 1) s on true
      left join lateral (
            select count(distinct s.area_code) as villages, count(*) filter (where not s.zero) as filled
              from report.submission s
             where s.event_uid = in_event and s.form_code = d.form_code and s.department_code = r.department_code
               and r.department_code = 'township' and s.area_code > r.area_code and s.area_code < r.area_code || ':'
               and s.as_of > d.due_from and s.as_of <= d.deadline
               and (at_time is null or s.made_at <= at_time)) v on true
$$;
comment on function app.report_status(uuid, timestamptz) is
    'Each sender at each deadline: in_time, zero, late, missing or due. A zero report is not a missing one.';
