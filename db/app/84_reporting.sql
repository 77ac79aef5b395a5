-- What may be handed in, and by whom: the forms' rules, checked here whoever sends.

create function app.own_departments() returns text[]
    language sql stable security definer parallel safe set search_path = pg_catalog, pg_temp
as $$
    select case when m.kind in ('village_compiler', 'township_reviewer') then array['township']
                when m.kind = 'department_owner' then
                    array(select d.department_code from reference.user_department d where d.role_name = m.role_name)
                when m.kind in ('county_editor', 'owner') then array(select code from reference.department)
                else '{}' end
      from app.me() m
$$;
comment on function app.own_departments() is 'The departments for which the signed-in person reports; township = the areas.';

create function app.set_user_departments(login text, codes text[]) returns void
    language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
begin
    perform app.require_administrator();
    delete from reference.user_department d where d.role_name = login;
    insert into reference.user_department select login, code from unnest(codes) as code;
end
$$;
comment on function app.set_user_departments(text, text[]) is 'Says for which departments a person reports; administrators only.';

create function app.event_step_at(in_event uuid, at_time timestamptz) returns setof report.event_step
    language sql stable parallel safe
as $$
    select s.* from report.event_step s
     where s.event_uid = in_event and s.holds_from <= coalesce(at_time, now())
       and (at_time is null or s.made_at <= at_time)
     order by s.holds_from desc, s.id desc limit 1
$$;
comment on function app.event_step_at(uuid, timestamptz) is 'The step that holds at a moment, as it was known then (NULL = now).';

create function app.report_in_force(in_event uuid, in_form text, at_time timestamptz) returns setof report.submission
    language sql stable parallel safe
as $$
    select distinct on (s.area_code, s.department_code) s.*
      from report.submission s
     where s.event_uid = in_event and s.form_code = in_form and (at_time is null or s.made_at <= at_time)
     order by s.area_code, s.department_code, s.as_of desc, s.made_at desc, s.id desc
$$;
comment on function app.report_in_force(uuid, text, timestamptz) is
    'What each sender reported last, as it was known at a moment (NULL = now).';

create function app.report_number(figures jsonb, zero boolean, field_key text) returns numeric
    language sql immutable parallel safe
as $$
    select case when zero then 0
                when jsonb_typeof(figures -> field_key) = 'number' then (figures ->> field_key)::numeric end
$$;
comment on function app.report_number(jsonb, boolean, text) is 'A figure of a submission; 0 in a zero report, NULL where nothing was filled in.';

create function app.figure_problem(field reference.report_field, value jsonb) returns text
    language plpgsql stable parallel safe set search_path = pg_catalog, pg_temp
as $$
declare
    unit constant text := coalesce(field.unit, '');
begin
    if field.type in ('text', 'datetime') then
        if jsonb_typeof(value) <> 'string' then
            return app.say('must be text', '应为文字');
        elsif length(value #>> '{}') > 10000 then
            return app.say('is longer than 10,000 characters', '超过一万字');
        elsif field.type = 'datetime' and value #>> '{}' !~ '^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3]):[0-5]\d$' then
            return app.say('must be a time such as 2026-08-09T18:30', '应为时间，如 2026-08-09T18:30');
        end if;
        return null;
    end if;
    if jsonb_typeof(value) <> 'number' then
        return app.say('must be a number', '应为数字');
    elsif (value #>> '{}')::numeric < 0 then
        return app.say('must not be negative', '不能为负数');
    elsif (value #>> '{}')::numeric >= 1e12 then
        return app.say('is too large', '数值过大');
    elsif (value #>> '{}')::numeric <> round((value #>> '{}')::numeric, field.decimals) then
        return case field.decimals
            when 0 then app.say('must be a whole number', format('应为整数（%s）', unit))
            else app.say(format('has at most %s decimals', field.decimals), format('最多保留%s位小数', field.decimals)) end;
    end if;
    return null;
end
$$;

comment on function app.figure_problem(reference.report_field, jsonb) is 'What is wrong with one figure, in words; NULL when nothing is.';

create function app.report_findings(in_event uuid, in_form text, in_area text, in_department text, in_as_of timestamptz,
                                    in_figures jsonb, in_zero boolean, in_casualties integer)
    returns table (severity text, code text, keys text[], message text)
    language sql stable security definer set search_path = pg_catalog, pg_temp
as $$
    -- severity error: it cannot be handed in; rule: it can, with a note that says why.
    with fields as (
        select f.* from reference.report_field f where f.form_code = in_form and in_department = any (f.departments)
    ), given as (
        select e.key, e.value from jsonb_each(in_figures) e where jsonb_typeof(e.value) <> 'null'
    ), before as (
        select s.* from report.submission s
         where s.event_uid = in_event and s.form_code = in_form and s.area_code = in_area
           and s.department_code = in_department and s.as_of < in_as_of
         order by s.as_of desc, s.made_at desc, s.id desc limit 1
    ), rules as (
        select r.*,
               (select sum(app.report_number(in_figures, in_zero, k)) from unnest(r.left_keys) k) as left_sum,
               (select sum(app.report_number(in_figures, in_zero, k)) from unnest(r.right_keys) k) as right_sum
          from reference.report_rule r
         where r.form_code = in_form and r.left_keys || r.right_keys <@ array(select f.key from fields f)
    )
    select 'error', 'unknown_field', array[g.key],
           app.say(format('%s: this is not a field of yours in this form', g.key), format('%s：不是本单位在本表中填报的指标', g.key))
      from given g where g.key not in (select f.key from fields f)
    union all
    select 'error', 'bad_value', array[f.key],
           app.say(format('%s: %s', f.name_en, p.problem), format('%s：%s', f.name_zh, p.problem))
      from given g join fields f on f.key = g.key
     cross join lateral (select app.figure_problem(f, g.value) as problem) p
     where p.problem is not null
    union all
    select 'rule', r.code, r.left_keys || r.right_keys,
           app.say(format('%s (%s against %s)', r.name_en, trim_scale(r.left_sum), trim_scale(coalesce(r.right_sum, in_casualties))),
                   format('%s（现为%s与%s）', r.name_zh, trim_scale(r.left_sum), trim_scale(coalesce(r.right_sum, in_casualties))))
      from (select code, kind, left_keys, right_keys, tolerance, name_zh, name_en, sort, left_sum,
                   case when kind = 'ledger' then null else coalesce(right_sum, 0) end as right_sum from rules
             where kind = 'ledger' or left_sum is not null) r
     where case r.kind when 'not_more' then r.left_sum > r.right_sum + r.tolerance
                       when 'equal' then abs(r.left_sum - r.right_sum) > r.tolerance
                       else coalesce(r.left_sum, 0) <> in_casualties end
    union all
    select 'rule', 'never_less', array[f.key],
           app.say(format('%s: %s, less than %s before', f.name_en, trim_scale(n.now_), trim_scale(n.then_)),
                   format('%s：本次%s，小于上次%s（累计数不应减少）', f.name_zh, trim_scale(n.now_), trim_scale(n.then_)))
      from fields f cross join before b
     cross join lateral (select app.report_number(in_figures, in_zero, f.key) as now_,
                                app.report_number(b.figures, b.zero, f.key) as then_) n
     where f.cumulative and n.now_ < n.then_
$$;
comment on function app.report_findings(uuid, text, text, text, timestamptz, jsonb, boolean, integer) is
    'What is wrong with figures before they are handed in: errors, and rules that a note can override.';

create function app.check_submission() returns trigger
    language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
    event report.event;
    found jsonb;
    wrong text;
begin
    select e.* into event from report.event e where e.uid = new.event_uid;
    if left(new.area_code, length(event.area_code)) <> event.area_code then
        wrong := app.say('The event does not concern this area', '该事件不涉及本地区');
    elsif new.as_of > now() + interval '5 minutes' then
        wrong := app.say('Figures of the future cannot be handed in', '不能报送未来时间的数据');
    elsif not exists (select from report.event_step s join reference.report_form f on f.code = new.form_code and s.stages && f.stages
                       where s.event_uid = new.event_uid and s.holds_from <= greatest(new.as_of, now())) then
        wrong := app.say('This form has not been opened in this event', '本次事件尚未启动该报表');
    elsif not exists (select from reference.report_field f
                       where f.form_code = new.form_code and new.department_code = any (f.departments)) then
        wrong := app.say('This form asks nothing of this department', '该报表没有该部门填报的指标');
    end if;
    if wrong is null then
        new.figures := jsonb_strip_nulls(new.figures);
        select coalesce(jsonb_agg(jsonb_build_object('severity', f.severity, 'code', f.code, 'keys', f.keys, 'message', f.message)), '[]')
          into found
          from app.report_findings(new.event_uid, new.form_code, new.area_code, new.department_code, new.as_of,
                                   new.figures, new.zero, new.casualties) f;
        new.findings := found;
        wrong := (select string_agg(f ->> 'message', app.say('; ', '；')) from jsonb_array_elements(found) f
                   where f ->> 'severity' = 'error' or btrim(coalesce(new.note, '')) = '');
    end if;
    if wrong is not null then
        raise exception using errcode = 'check_violation', message = wrong,
            detail = json_build_object('findings', found)::text, table = tg_table_name, schema = tg_table_schema;
    end if;
    return new;
end
$$;
comment on function app.check_submission() is 'Refuses what breaks the form, and what breaks a rule without a note.';

create trigger check_submission before insert on report.submission
    for each row execute function app.check_submission();

create function app.check_casualties() returns trigger
    language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
    told record;
begin
    select s.casualties, s.area_code, (select count(*) from report.casualty c where c.submission_uid = s.uid) as listed,
           (select bool_and(left(c.area_code, length(s.area_code)) = s.area_code and c.made_by = s.made_by)
              from report.casualty c where c.submission_uid = s.uid) as fitting
      into told
      from report.submission s
     where s.uid = case tg_table_name when 'submission' then new.uid else (to_jsonb(new) ->> 'submission_uid')::uuid end;
    if told.listed <> told.casualties or told.fitting is false then
        raise exception using errcode = 'check_violation',
            message = app.say(format('The list of persons has %s rows, the report says %s', told.listed, told.casualties),
                              format('人员台账有%s行，报表中为%s人', told.listed, told.casualties)),
            table = tg_table_name, schema = tg_table_schema;
    end if;
    return null;
end
$$;
comment on function app.check_casualties() is 'At the commit: a submission and its list of persons belong together.';

create constraint trigger check_casualties after insert on report.submission deferrable initially deferred
    for each row execute function app.check_casualties();
create constraint trigger check_casualties after insert on report.casualty deferrable initially deferred
    for each row execute function app.check_casualties();

create function app.check_event_step() returns trigger
    language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
begin
    if new.holds_from > now() + interval '5 minutes' then
        raise exception using errcode = 'check_violation', table = tg_table_name, schema = tg_table_schema,
            message = app.say('A step of an event cannot lie in the future', '事件进程的时间不能晚于当前时间');
    end if;
    new.area_code := (select e.area_code from report.event e where e.uid = new.event_uid);
    return new;
end
$$;

comment on function app.check_event_step() is 'A step belongs to the area of its event, and not to the future.';

create trigger check_event_step before insert on report.event_step
    for each row execute function app.check_event_step();

create function app.refuse_change() returns trigger language plpgsql
as $$
begin
    raise exception using errcode = 'restrict_violation', table = tg_table_name, schema = tg_table_schema,
        message = app.say('What was reported is kept as it was; hand in another report instead',
                          '已报送的内容不可修改或删除，请重新报送');
end
$$;
comment on function app.refuse_change() is 'Keeps what was reported: nothing of it is ever changed or deleted, not even by the owner.';

do $$
declare
    kept regclass;
begin
    foreach kept in array array['report.event', 'report.event_step', 'report.submission', 'report.casualty']::regclass[] loop
        execute format('create trigger refuse_change before update or delete on %s
                        for each statement execute function app.refuse_change()', kept);
    end loop;
end
$$;
