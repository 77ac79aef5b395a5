-- The life of an edition: who may take which step, what a step locks, and the
-- log of all steps. 草稿 -> 已提交 -> 乡镇已审 -> 县已批（发布） -> 已归档, 作废.

create function app.edition_steps(out from_state text, out to_state text, out kinds text[])
    returns setof record
    language sql immutable parallel safe
as $$
    values
        ('draft', 'submitted', array['village_compiler', 'township_reviewer']),
        ('township_returned', 'submitted', array['village_compiler', 'township_reviewer']),
        ('county_returned', 'submitted', array['village_compiler', 'township_reviewer']),
        ('submitted', 'draft', array['village_compiler']),                -- withdrawn by the village
        ('submitted', 'township_returned', array['township_reviewer']),
        ('submitted', 'township_approved', array['township_reviewer']),
        ('township_approved', 'county_returned', array['county_approver']),
        ('township_approved', 'published', array['county_approver']),
        ('published', 'archived', array['county_approver']),
        ('published', 'void', array['county_approver']),
        ('draft', 'void', array['village_compiler', 'township_reviewer', 'county_approver'])
$$;
comment on function app.edition_steps() is 'The steps an edition may take and the kinds of users that may take them.';

create function app.check_edition_step() returns trigger
    language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
    me record := app.me();
    owner constant boolean := me.kind = 'owner';
begin
    if tg_op = 'INSERT' then
        if new.state <> 'draft' and owner is not true then
            raise exception using errcode = 'insufficient_privilege',
                message = app.say('A new edition begins as a draft', '新建的形势图只能是草稿');
        end if;
        return new;
    end if;
    if (new.area_code, new.year, new.version) is distinct from (old.area_code, old.year, old.version) then
        raise exception using errcode = 'restrict_violation',
            message = app.say('Village, year and version of an edition never change', '形势图的行政村、年度和版本号不可更改');
    end if;
    if new.retired_at is not null and old.retired_at is null and old.state <> 'draft' then
        perform app.refuse_locked(old.state);
    end if;
    if new.state = old.state then
        if old.state in ('published', 'archived', 'void') then
            perform app.refuse_locked(old.state);
        elsif old.state in ('submitted', 'township_approved') and me.kind = 'village_compiler' then
            perform app.refuse_locked(old.state);
        end if;
        return new;
    end if;
    if not exists (select from app.edition_steps() s
                    where s.from_state = old.state and s.to_state = new.state
                      and (owner or me.kind = any (s.kinds))) then
        raise exception using errcode = 'insufficient_privilege',
            message = app.say(
                format('You may not take this edition from %s to %s', old.state, new.state),
                format('您无权将该形势图由“%s”改为“%s”', app.edition_state_zh(old.state), app.edition_state_zh(new.state)));
    end if;
    if new.state in ('township_approved', 'published') and owner is not true and session_user = (
           select l.logged_by from situation.review_log l
            where l.edition_uid = new.uid and l.to_state = 'submitted' order by l.id desc limit 1) then
        raise exception using errcode = 'insufficient_privilege',
            message = app.say('Nobody approves what he handed in himself', '不能审核自己提交的形势图');
    end if;
    if new.state in ('township_returned', 'county_returned', 'void')
       and coalesce(current_setting('floodmap.reason', true), '') = '' then
        raise exception using errcode = 'check_violation',
            message = app.say('Returning or voiding an edition needs a reason', '退回或作废形势图必须填写理由');
    end if;
    if old.state in ('published', 'archived', 'void')
       and to_jsonb(new) - app.step_columns() <> to_jsonb(old) - app.step_columns() then
        perform app.refuse_locked(old.state);
    end if;
    -- The imprint of the sheet says who reviewed and approved; what is reviewed again begins anew.
    if new.state = 'township_approved' then
        new.reviewed_by = coalesce((select a.name from base.area a where a.code = left(new.area_code, 9)),
                                   app.user_name(session_user::text));
        new.reviewed_on = current_date;
    elsif new.state = 'published' then
        new.approved_by = coalesce((select a.name || '防汛防台抗旱指挥部' from base.area a
                                     where a.code = left(new.area_code, 6)), app.user_name(session_user::text));
        new.approved_on = current_date;
    elsif new.state not in ('archived', 'void') then
        new.reviewed_by = null;
        new.reviewed_on = null;
        new.approved_by = null;
        new.approved_on = null;
    end if;
    return new;
end
$$;

create function app.my_edition_steps(edition uuid) returns setof text
    language sql stable set search_path = pg_catalog, pg_temp
as $$
    select s.to_state
      from situation.edition e join app.edition_steps() s on s.from_state = e.state, app.me() m
     where e.uid = edition and e.retired_at is null and (m.kind = 'owner' or m.kind = any (s.kinds))
$$;
comment on function app.my_edition_steps(uuid) is 'The states into which who is signed in may take an edition now.';

create function app.step_columns() returns text[]
    language sql immutable parallel safe
as $$ select array['state', 'note', 'revision', 'edited_from', 'change_uid', 'changed_at', 'changed_by'] $$;
comment on function app.step_columns() is 'What may differ when a published edition is archived or voided.';

create function app.edition_state_zh(state text) returns text
    language sql immutable parallel safe
as $$
    select case state when 'draft' then '草稿' when 'submitted' then '已提交'
                      when 'township_returned' then '乡镇退回' when 'township_approved' then '乡镇已审'
                      when 'county_returned' then '县退回' when 'published' then '县已批（发布）'
                      when 'archived' then '已归档' when 'void' then '作废' else state end
$$;

create function app.refuse_locked(state text) returns void
    language plpgsql stable set search_path = pg_catalog, pg_temp
as $$
begin
    raise exception using errcode = 'restrict_violation',
        message = app.say(
            format('The edition is %s: nothing in it changes any more%s', state,
                   case when state in ('submitted', 'township_approved') then ' unless it is returned' else '' end),
            format('该形势图%s，内容已锁定%s', app.edition_state_zh(state),
                   case when state in ('submitted', 'township_approved') then '；退回后方可修改' else '，不可更改' end));
end
$$;

create function app.log_edition_step() returns trigger
    language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
begin
    if tg_op = 'INSERT' then
        insert into situation.review_log (edition_uid, area_code, from_state, to_state, reason)
        values (new.uid, new.area_code, null, new.state, nullif(current_setting('floodmap.reason', true), ''));
    elsif new.state <> old.state then
        insert into situation.review_log (edition_uid, area_code, from_state, to_state, reason)
        values (new.uid, new.area_code, old.state, new.state, nullif(current_setting('floodmap.reason', true), ''));
    end if;
    return null;
end
$$;

-- Named to fire before track_update, whose stamps it does not need.
create trigger check_edition_step before insert or update on situation.edition
    for each row execute function app.check_edition_step();
create trigger log_edition_step after insert or update on situation.edition
    for each row execute function app.log_edition_step();

create function app.step_edition(edition uuid, seen_revision integer, new_state text, reason text default null)
    returns integer
    language plpgsql set search_path = pg_catalog, pg_temp
as $$
declare
    made integer;
begin
    perform set_config('floodmap.reason', coalesce(reason, ''), true);
    update situation.edition e
       set state = new_state, edited_from = seen_revision,
           change_requests = change_requests + (new_state in ('township_returned', 'county_returned'))::int
     where e.uid = edition
    returning e.revision into made;
    perform set_config('floodmap.reason', '', true);
    return made;
end
$$;
comment on function app.step_edition(uuid, integer, text, text) is
    'Takes an edition one step on, from the revision seen, with the reason for the log; returns the new revision.';

create function app.check_edition_open() returns trigger
    language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
-- What stands in an edition changes only while the edition is open. FOR SHARE
-- makes a publication wait for this transaction, and this one for a publication.
declare
    owner constant boolean := app.is_owner();
    edition record;
begin
    for edition in
        select e.uid, e.state
          from situation.edition e
         where e.uid in (select n.edition_uid from new_rows n)
         order by e.uid
           for share
    loop
        if edition.state in ('published', 'archived', 'void')
           or (edition.state in ('submitted', 'township_approved') and not owner) then
            perform app.refuse_locked(edition.state);
        end if;
    end loop;
    return null;
end
$$;
comment on function app.check_edition_open() is
    'Refuses elements, routes and frames of an edition that is under review or closed.';

create function app.keep_edition() returns trigger language plpgsql
as $$
begin
    if new.edition_uid <> old.edition_uid then
        raise exception using errcode = 'restrict_violation',
            message = app.say('A row does not move from one edition to another', '图件内容不可移到另一版形势图');
    end if;
    return new;
end
$$;

do $$
declare
    content text;
begin
    foreach content in array array['element', 'route', 'sheet_frame'] loop
        execute format('create trigger check_edition_open_insert after insert on situation.%I
                        referencing new table as new_rows
                        for each statement execute function app.check_edition_open()', content);
        execute format('create trigger check_edition_open_update after update on situation.%I
                        referencing new table as new_rows
                        for each statement execute function app.check_edition_open()', content);
        execute format('create trigger keep_edition before update on situation.%I
                        for each row execute function app.keep_edition()', content);
    end loop;
end
$$;

-- A proposal is decided by somebody else than who made it, and not by a village.

create function app.check_proposal_decision() returns trigger
    language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
    me record := app.me();
begin
    if tg_op = 'INSERT' then
        if new.state <> 'open' and me.kind is distinct from 'owner' then
            raise exception using errcode = 'insufficient_privilege',
                message = app.say('A new proposal is open', '新的变更建议只能是“待处理”');
        end if;
    elsif new.state <> old.state and me.kind is distinct from 'owner' then
        if old.state <> 'open' or new.state = 'open' then
            raise exception using errcode = 'restrict_violation',
                message = app.say('This proposal is settled already', '该变更建议已经办结');
        elsif new.state = 'withdrawn' and old.created_by <> session_user then
            raise exception using errcode = 'insufficient_privilege',
                message = app.say('Only who made a proposal withdraws it', '只有提出人可以撤回变更建议');
        elsif new.state in ('accepted', 'rejected')
              and (old.created_by = session_user or me.kind = 'village_compiler') then
            raise exception using errcode = 'insufficient_privilege',
                message = app.say('Nobody decides on his own proposal', '不能审定自己提出的变更建议');
        end if;
    end if;
    return new;
end
$$;

create trigger check_proposal_decision before insert or update on register.change_proposal
    for each row execute function app.check_proposal_decision();
