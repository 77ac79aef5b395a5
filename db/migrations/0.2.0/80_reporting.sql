-- The four-stage reports of a typhoon: forms as data, events with their steps,
-- and what was handed in. Events, steps and submissions are only ever added: any
-- past moment can be shown again.

create table reference.report_form (
    code text collate "C" primary key,
    name_zh text not null unique,
    name_en text not null,
    stages text[] not null check (cardinality(stages) > 0
                                  and stages <@ array['preparation', 'impact', 'rescue', 'recovery']),
    first_hours numeric check (first_hours > 0),          -- the first report is due so long after the form opens
    daily_deadlines time[] not null default '{}',         -- Beijing time
    sort integer not null default 0,
    origin text not null default 'shipped'
);
comment on table reference.report_form is '报表: the forms, the stages in which they are due, and their deadlines';

create table reference.report_field (
    form_code text collate "C" not null references reference.report_form,
    key text collate "C" not null check (key ~ '^[a-z][a-z0-9_]*$'),
    name_zh text not null,
    name_en text not null,
    unit text,
    type text not null check (type in ('integer', 'number', 'text', 'datetime')),
    decimals smallint not null default 0 check (decimals between 0 and 6),
    rollup text not null check (rollup in ('sum', 'max', 'none')),
    cumulative boolean not null default false,            -- from the beginning on: never less than before
    departments text[] not null check (cardinality(departments) > 0),   -- who fills it in; township = the areas
    group_zh text not null,
    group_en text not null,
    sort integer not null default 0,
    origin text not null default 'shipped',
    primary key (form_code, key),
    unique (form_code, name_zh),
    check ((type in ('text', 'datetime')) = (rollup = 'none')),
    check (type <> 'integer' or decimals = 0)
);
comment on table reference.report_field is '报表指标: the fields of a form, their units, who fills them in, how they add up';

create table reference.report_rule (
    form_code text collate "C" not null references reference.report_form,
    code text collate "C" not null,
    kind text not null check (kind in ('not_more', 'equal', 'ledger')),
    left_keys text[] not null check (cardinality(left_keys) > 0),
    right_keys text[] not null default '{}',
    tolerance numeric not null default 0 check (tolerance >= 0),
    name_zh text not null,
    name_en text not null,
    sort integer not null default 0,
    origin text not null default 'shipped',
    primary key (form_code, code)
);
comment on table reference.report_rule is
    '报表校核关系: left sum not more than, or equal to, the right one; ledger = as many as rows in the list of persons';

-- For whom a person of a department reports; areas report as department township.
create table reference.user_department (
    role_name text not null references reference.user_account on delete cascade,
    department_code text collate "C" not null references reference.department check (department_code <> 'township'),
    primary key (role_name, department_code)
);
comment on table reference.user_department is '用户所属部门: the departments whose part of the reports a person fills in';

create table report.event (
    id integer generated always as identity primary key,
    uid uuid not null default gen_random_uuid() unique,
    area_code text collate "C" not null references base.area (code),
    kind text not null default 'typhoon' check (kind in ('typhoon', 'rainstorm', 'other')),
    name text not null check (length(name) between 1 and 100) check (name !~ '[[:cntrl:]]'),
    number text check (number ~ '^[0-9]{4}$'),            -- 台风编号, 2413
    simulated boolean not null default false,
    made_at timestamptz not null default now(),
    made_by text not null default session_user
);
create index event_area on report.event (area_code);
comment on table report.event is '事件: a typhoon or rainstorm about which is reported';

create table report.event_step (
    id integer generated always as identity primary key,
    uid uuid not null default gen_random_uuid() unique,
    event_uid uuid not null references report.event (uid),
    area_code text collate "C" not null references base.area (code),    -- the event's
    holds_from timestamptz not null,
    response_level smallint check (response_level between 1 and 4),     -- NULL = no emergency response
    stages text[] not null check (stages <@ array['preparation', 'impact', 'rescue', 'recovery']),
    ended boolean not null default false,
    note text check (length(note) <= 2000),
    made_at timestamptz not null default now(),
    made_by text not null default session_user,
    check (not ended or (cardinality(stages) = 0 and response_level is null))
);
create index event_step_event on report.event_step (event_uid, holds_from);
comment on table report.event_step is '事件进程: response level and reporting stages from a moment on, and the end';

create table report.submission (
    id integer generated always as identity primary key,
    uid uuid not null default gen_random_uuid() unique,
    event_uid uuid not null references report.event (uid),
    form_code text collate "C" not null references reference.report_form,
    area_code text collate "C" not null references base.area (code),
    department_code text collate "C" not null references reference.department,
    as_of timestamptz not null,                           -- 数据截至
    figures jsonb not null default '{}' check (jsonb_typeof(figures) = 'object'),
    zero boolean not null default false,                  -- 零报告: there is nothing to report, and that was said
    casualties integer not null default 0 check (casualties >= 0),      -- rows of report.casualty
    note text check (length(note) <= 2000),               -- why it breaks a rule
    findings jsonb not null default '[]',                 -- the rules that it breaks, as checked by the database
    made_at timestamptz not null default now(),
    made_by text not null default session_user,
    check (not zero or (figures = '{}' and casualties = 0))
);
create index submission_sender on report.submission (event_uid, form_code, area_code, department_code, as_of);
create index submission_area on report.submission (area_code);
comment on table report.submission is '报送: what a township, village or department handed in; never changed, only followed by another';

create table report.casualty (
    id integer generated always as identity primary key,
    uid uuid not null default gen_random_uuid() unique,
    submission_uid uuid not null references report.submission (uid),
    area_code text collate "C" not null references base.area (code),
    fate text not null check (fate in ('dead', 'missing')),
    name text not null check (length(btrim(name)) between 1 and 100),
    sex text check (sex in ('male', 'female')),
    age smallint check (age between 0 and 130),
    place text check (length(place) <= 200),
    cause text check (length(cause) <= 500),
    made_at timestamptz not null default now(),
    made_by text not null default session_user
);
create index casualty_submission on report.casualty (submission_uid);
create index casualty_area on report.casualty (area_code);
comment on table report.casualty is '因灾死亡失踪人口一览表: the persons behind the figures of a submission';

alter table report.export_log drop constraint export_log_kind_check;
alter table report.export_log add constraint export_log_kind_check check (
    kind in ('ledger', 'statistics', 'sheet', 'verification', 'changes', 'portrait', 'list', 'form', 'bulletin'));
