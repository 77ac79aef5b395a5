-- Verification: the steps of a task, what is to be verified and what is missing,
-- progress by sender, completeness by unit. One named query for each figure.

create function app.check_task_step() returns trigger
    language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
-- Who is asked submits; who asked accepts or returns, and nobody decides on his own work.
declare
    me record := app.me();
    owner constant boolean := me.kind = 'owner';
    issuer constant boolean := owner or me.kind = 'county_editor'
                               or (tg_op = 'UPDATE' and old.created_by = session_user);
    step text;
begin
    if tg_op = 'INSERT' then
        if new.state <> 'open' and owner is not true then
            raise exception using errcode = 'insufficient_privilege',
                message = app.say('A new task is open', '新的核实任务只能是“待核实”');
        end if;
        return new;
    end if;
    step := old.state || ' ' || new.state;
    -- A task goes along with its village (app.merge_areas, app.split_area).
    if (new.area_code, new.codes, new.department_code) is distinct from (old.area_code, old.codes, old.department_code)
       and not (app.area_change_runs() and (new.codes, new.department_code) is not distinct from (old.codes, old.department_code)) then
        raise exception using errcode = 'restrict_violation',
            message = app.say('Area, categories and department of a task never change: withdraw it and hand out another',
                              '核实任务的区划、类别和部门不可更改，请撤销后重新下发');
    elsif (new.title, new.deadline) is distinct from (old.title, old.deadline) and issuer is not true then
        raise exception using errcode = 'insufficient_privilege',
            message = app.say('Only who handed the task out changes its title or deadline', '只有下发人可以修改任务名称和期限');
    elsif new.state = old.state then
        return new;
    elsif step in ('open submitted', 'returned submitted') then
        new.submitted_by := session_user;
    elsif step = 'submitted open' then
        if old.submitted_by is distinct from session_user::text and owner is not true then
            raise exception using errcode = 'insufficient_privilege',
                message = app.say('Only who submitted it takes it back', '只有上报人可以撤回上报');
        end if;
    elsif step in ('submitted accepted', 'submitted returned', 'accepted returned') then
        if issuer is not true or (old.submitted_by = session_user and owner is not true) then
            raise exception using errcode = 'insufficient_privilege',
                message = app.say('Who handed the task out decides on it, and nobody on his own submission',
                                  '核实任务由下发人审定，且不能审定自己的上报');
        end if;
    elsif new.state = 'withdrawn' and old.state in ('open', 'returned', 'submitted') then
        if issuer is not true then
            raise exception using errcode = 'insufficient_privilege',
                message = app.say('Only who handed the task out withdraws it', '只有下发人可以撤销核实任务');
        end if;
    else
        raise exception using errcode = 'restrict_violation',
            message = app.say(format('A task does not go from %s to %s', old.state, new.state),
                              format('核实任务不能由“%s”改为“%s”', app.task_state_zh(old.state), app.task_state_zh(new.state)));
    end if;
    return new;
end
$$;

create function app.task_state_zh(state text) returns text
    language sql immutable parallel safe
as $$
    select case state when 'open' then '待核实' when 'submitted' then '已上报' when 'returned' then '退回'
                      when 'accepted' then '已核实' when 'withdrawn' then '已撤销' else state end
$$;

create trigger check_task_step before insert or update on register.verification_task
    for each row execute function app.check_task_step();

create function app.check_task_codes() returns trigger
    language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
    unknown text;
begin
    select c.code into unknown
      from new_rows n, unnest(n.codes) as c (code)
     where c.code not in (select code from reference.category union all select code from reference.resource_subtype)
     limit 1;
    if unknown is not null then
        raise exception using errcode = 'foreign_key_violation',
            message = app.say(format('There is no category %s', unknown), format('没有类别 %s', unknown));
    end if;
    return null;
end
$$;
comment on function app.check_task_codes() is 'A task names categories and resource subtypes that there are.';

create trigger check_task_codes after insert on register.verification_task referencing new table as new_rows
    for each statement execute function app.check_task_codes();

create function app.verification_things(scope text, wanted text[], since date default null)
    returns table (kind text, uid uuid, revision integer, area_code text, code text, name text,
                   verification_state text, verified_on date, verified_by text, reason text, missing text[], done boolean)
    language sql stable parallel safe
as $$
    -- since: what was verified before that day is to be verified again; NULL = within 12 months counts.
    select t.kind, t.uid, t.revision, t.area_code, t.code, t.name, t.verification_state, t.verified_on, t.verified_by,
           t.verification_reason,
           array_remove(array[
               case when t.geom is null then 'coordinates' end,
               case when btrim(coalesce(t.responsible_party, '')) = '' then 'party' end,
               case when c.subject_uid is null then 'person' end,
               case when c.has_phone is not true then 'phone' end,
               case when t.kind = 'risk_source' and btrim(coalesce(t.control_measures, '')) = '' then 'measures' end,
               case when app.verified_lately(t.verification_state, t.verified_on, (select app.lately(null))) is not true
                    then 'verified' end], null),
           t.verification_state = 'disputed'
           or coalesce(app.verified_lately(t.verification_state, t.verified_on, (select app.lately(null)))
                       and t.verified_on >= coalesce(since, t.verified_on), false)
      from (select 'risk_source' as kind, r.uid, r.revision, r.area_code, r.category_code as code, r.name,
                   r.verification_state, r.verified_on, r.verified_by, r.verification_reason, r.responsible_party,
                   r.control_measures, r.geom
              from register.risk_source r where r.retired_at is null
            union all
            select 'relief_resource', r.uid, r.revision, r.area_code, r.subtype_code, r.name,
                   r.verification_state, r.verified_on, r.verified_by, r.verification_reason, r.responsible_party,
                   null, r.geom
              from register.relief_resource r where r.retired_at is null) as t
      left join app.statistics_contacts(scope, null) c on c.subject_uid = t.uid
     where t.area_code >= scope and t.area_code < scope || ':' and (wanted is null or t.code = any (wanted))
$$;
comment on function app.verification_things(text, text[], date) is
    'What is to be verified in an area: state, what is missing (coordinates, party, person, phone, measures, verified), done.';

create function app.verification_progress(scope text, at_time timestamptz)
    returns table (uid uuid, revision integer, sender_code text, sender_name text, area_code text, area_name text,
                   codes text[], title text, handed_out date, deadline date, state text, reason text, issued_by text,
                   submitted_by text, things bigint, verified bigint, disputed bigint, waiting bigint, overdue boolean)
    language sql stable parallel safe
as $$
    -- sender: the department that was asked, or the area's own office. Disputed is an answer too.
    select t.uid, t.revision, coalesce(t.department_code, t.area_code), coalesce(d.name_zh, app.display_name(a.name)),
           t.area_code, app.display_name(a.name), t.codes, t.title, app.statistics_day(t.created_at), t.deadline,
           t.state, t.reason, app.user_name(t.created_by), app.user_name(t.submitted_by),
           coalesce(f.things, 0), coalesce(f.verified, 0), coalesce(f.disputed, 0),
           coalesce(f.things - f.verified - f.disputed, 0),
           t.state in ('open', 'returned') and t.deadline < app.statistics_day(at_time)
      from app.verification_task_in_force(at_time) t
      join base.area a on a.code = t.area_code
      left join reference.department d on d.code = t.department_code
      left join lateral (
            select sum(s.things) as things, sum(s.verified) as verified, sum(s.disputed) as disputed
              from (select count(*) as things, count(*) filter (where r.verification_state = 'disputed') as disputed,
                           count(*) filter (where r.verification_state <> 'disputed'
                                              and r.verified_on >= app.statistics_day(t.created_at)) as verified
                      from app.risk_source_in_force(at_time) r
                     where r.category_code = any (t.codes) and r.area_code >= t.area_code and r.area_code < t.area_code || ':'
                    union all
                    select count(*), count(*) filter (where r.verification_state = 'disputed'),
                           count(*) filter (where r.verification_state <> 'disputed'
                                              and r.verified_on >= app.statistics_day(t.created_at))
                      from app.relief_resource_in_force(at_time) r
                     where r.subtype_code = any (t.codes) and r.area_code >= t.area_code and r.area_code < t.area_code || ':') s
           ) f on true
     where t.area_code >= scope and t.area_code < scope || ':'
$$;
comment on function app.verification_progress(text, timestamptz) is
    'Tasks of an area, now or then: sender, deadline, state, how many things were verified since it was handed out, overdue.';

create function app.verification_completeness(scope text, at_time timestamptz)
    returns table (unit_code text, things bigint, with_coordinates bigint, with_party bigint, with_person bigint,
                   with_phone bigint, sources bigint, with_measures bigint, verified bigint)
    language sql stable parallel safe
as $$
    -- By township below the county, by village below a township; measures belong to risk sources alone.
    select left(u.unit_code, case when length(scope) < 9 then 9 else 12 end), sum(u.things)::bigint,
           sum(u.with_coordinates)::bigint, sum(u.with_party)::bigint, sum(u.with_person)::bigint,
           sum(u.with_phone)::bigint, sum(u.sources)::bigint, sum(u.with_measures)::bigint, sum(u.verified)::bigint
      from (select unit_code, sources as things, with_coordinates, with_party, with_person, with_phone, sources,
                   with_measures, verified
              from app.statistics_risk_sources(scope, at_time)
            union all
            select unit_code, resources, with_coordinates, with_party, with_person, with_phone, 0, 0, verified
              from app.statistics_relief_resources(scope, at_time)) u
     group by 1
$$;
comment on function app.verification_completeness(text, timestamptz) is
    'How complete the registers are, by township or village; the figures are those of the statistics.';
