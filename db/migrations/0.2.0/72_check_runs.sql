-- When an edition was checked and what that came to: an edition without a finding
-- is told from one that nobody has checked. The newest run of an edition counts.

create table situation.check_run (
    id integer generated always as identity primary key,
    edition_uid uuid not null,
    area_code text collate "C" not null,
    errors integer not null check (errors >= 0),
    warnings integer not null check (warnings >= 0),
    hints integer not null check (hints >= 0),
    checked_at timestamptz not null default now(),
    checked_by text not null default session_user,
    foreign key (edition_uid, area_code) references situation.edition (uid, area_code)
);
create index check_run_edition on situation.check_run (edition_uid, id);
comment on table situation.check_run is '体检记录: every check-up of an edition with what it counted; the findings stand in check_result';

insert into situation.check_run (edition_uid, area_code, errors, warnings, hints, checked_at, checked_by)
select edition_uid, area_code, count(*) filter (where severity = 'error'), count(*) filter (where severity = 'warning'),
       count(*) filter (where severity = 'hint'), max(checked_at), max(checked_by)
  from situation.check_result group by edition_uid, area_code;
