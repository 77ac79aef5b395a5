-- Editions of the village situation maps.

create table situation.edition (
    like reference.tracked_row including all,
    area_code text collate "C" not null references base.area (code),
    year integer not null check (year between 1990 and 2200),
    version integer not null check (version >= 1),
    state text not null default 'draft' check (state in
        ('draft','submitted','township_returned','township_approved','county_returned','published','archived','void')),
    compiled_by text,                          -- 编制单位
    reviewed_by text,                          -- 审核
    approved_by text,                          -- 批准
    compiled_on date,
    reviewed_on date,
    approved_on date,
    data_cutoff date not null,                 -- 资料截止日期
    change_requests integer not null default 0,
    package_file_uid uuid references register.file (uid),   -- the GeoPackage it was published from
    sheet_file_uid uuid references register.file (uid),     -- the approved PDF
    simulated boolean not null default false,
    note text,
    unique (area_code, year, version),
    unique (uid, area_code)
);
create index edition_area on situation.edition (area_code, year);

create table situation.element (
    like reference.tracked_row including all,
    edition_uid uuid not null,
    area_code text collate "C" not null,
    element_type_code text collate "C" not null references reference.element_type,
    symbol_code text collate "C" not null,
    sub_label text,
    name text,
    label text,                                -- what the map says beside it
    risk_level smallint check (risk_level between 1 and 4),
    households integer check (households >= 0),
    people integer check (people >= 0),
    capacity_people integer check (capacity_people >= 0),
    facts jsonb not null default '{}',
    source_table text check (source_table in ('register.risk_source','register.relief_resource')),
    source_uid uuid,
    source_revision integer,
    review_state text not null default 'to_verify' check (review_state in ('to_verify','verified','not_here')),
    review_reason text,
    geom geometry(Geometry, 4490) not null,
    label_point geometry(Point, 4490),
    foreign key (edition_uid, area_code) references situation.edition (uid, area_code),
    check ((source_uid is null) = (source_revision is null))
);
create index element_edition on situation.element (edition_uid);
create index element_source on situation.element (source_uid);
create index element_geom on situation.element using gist (geom);

create table situation.route (
    like reference.tracked_row including all,
    edition_uid uuid not null,
    area_code text collate "C" not null,
    number integer not null check (number >= 1),
    name text,
    from_element_uid uuid references situation.element (uid),
    to_element_uid uuid references situation.element (uid),
    people integer check (people >= 0),
    length_m numeric not null check (length_m >= 0),
    climb_m numeric not null default 0,
    walking_minutes numeric not null check (walking_minutes >= 0),
    warnings jsonb not null default '[]',      -- [{"code": "crosses_zone", "values": {...}}]
    geom geometry(Geometry, 4490) not null,    -- runs from the danger zone to the shelter
    foreign key (edition_uid, area_code) references situation.edition (uid, area_code)
);
create index route_edition on situation.route (edition_uid);

create table situation.sheet_frame (
    like reference.tracked_row including all,
    edition_uid uuid not null,
    area_code text collate "C" not null,
    number integer not null default 1 check (number >= 1),
    name text,
    preset text not null default 'A3',
    scale_denominator integer check (scale_denominator > 0),   -- NULL = chosen by the sheet
    rotation numeric not null default 0,       -- degrees clockwise
    is_index boolean not null default false,
    geom geometry(Polygon, 4490),              -- NULL = the whole village
    foreign key (edition_uid, area_code) references situation.edition (uid, area_code)
);
create index sheet_frame_edition on situation.sheet_frame (edition_uid);

-- What the check-up found, replaced at each run.
create table situation.check_result (
    id integer generated always as identity primary key,
    edition_uid uuid not null,
    area_code text collate "C" not null,
    rule_code text not null,
    severity text not null check (severity in ('error','warning','hint')),
    element_uid uuid,
    message_values jsonb not null default '{}',
    checked_at timestamptz not null default now(),
    checked_by text not null default session_user,
    foreign key (edition_uid, area_code) references situation.edition (uid, area_code)
);
create index check_result_edition on situation.check_result (edition_uid);

create table situation.review_log (
    id integer generated always as identity primary key,
    edition_uid uuid not null,
    area_code text collate "C" not null,
    from_state text,
    to_state text not null,
    reason text,
    logged_at timestamptz not null default now(),
    logged_by text not null default session_user,
    foreign key (edition_uid, area_code) references situation.edition (uid, area_code)
);
create index review_log_edition on situation.review_log (edition_uid);

-- Commands of working copies that the server has taken, so that a batch sent twice is recognised.
create table situation.applied_command (
    command_uid uuid primary key,
    edition_uid uuid not null,
    area_code text collate "C" not null,
    applied_at timestamptz not null default now(),
    applied_by text not null default session_user,
    foreign key (edition_uid, area_code) references situation.edition (uid, area_code)
);

-- Kept reports: what was made, when, by whom, from which data.
create table report.kept_report (
    id integer generated always as identity primary key,
    uid uuid not null default gen_random_uuid() unique,
    name text not null,
    area_code text collate "C" not null references base.area (code),
    as_of timestamptz not null,
    parameters jsonb not null default '{}',
    figures jsonb not null,
    made_at timestamptz not null default now(),
    made_by text not null default session_user
);
