-- The registers. One table for risk sources, one for relief resources; the
-- category is a code and its own attributes are jsonb. People are persons with
-- duties; phones stand in a table of their own because QGIS ignores column rights.

create table register.file (
    id integer generated always as identity primary key,
    uid uuid not null default gen_random_uuid() unique,
    name text not null,
    media_type text not null,
    content bytea not null,
    sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
    area_code text collate "C" not null references base.area (code),
    subject_uid uuid,                          -- the risk source, resource, edition ... it belongs to
    captured_at timestamptz,
    created_at timestamptz not null default now(),
    created_by text not null default session_user
);
create index file_subject on register.file (subject_uid);

-- One ledger (Excel workbook) taken in. rows_* count what happened; report keeps the errors.
create table register.ledger_batch (
    id integer generated always as identity primary key,
    uid uuid not null default gen_random_uuid() unique,
    file_name text not null,
    file_sha256 text not null,
    sender text,
    area_code text collate "C" not null references base.area (code),
    mode text not null check (mode in ('all','good')),   -- all or nothing, or good rows only
    state text not null default 'committed' check (state in ('committed','undone')),
    rows_read integer not null,
    rows_inserted integer not null,
    rows_updated integer not null,
    rows_unchanged integer not null,
    rows_rejected integer not null,
    report jsonb not null default '{}',
    imported_at timestamptz not null default now(),
    imported_by text not null default session_user,
    undone_at timestamptz,
    undone_by text
);

-- Which row of which sheet made which version: what undo needs.
create table register.ledger_batch_row (
    batch_uid uuid not null references register.ledger_batch (uid) on delete cascade,
    table_name text not null,                  -- register.risk_source, ...
    row_uid uuid not null,
    row_revision integer not null,             -- the revision that the batch made
    operation text not null check (operation in ('insert','update')),
    sheet text not null,
    row_number integer not null,
    primary key (batch_uid, table_name, row_uid)
);

create table register.risk_source (
    like reference.tracked_row including all,
    area_code text collate "C" not null references base.area (code),
    category_code text collate "C" not null references reference.category,   -- 风险类别
    name text not null check (name <> ''),                                   -- 名称
    feature text,                                                            -- 特征
    location text,                                                           -- 位置
    responsible_party text,                                                  -- 责任主体
    control_measures text,                                                   -- 控制措施
    department_code text collate "C" references reference.department,
    external_code text,                        -- the sender's own stable number
    risk_level smallint check (risk_level between 1 and 4),  -- 1 红 重大 .. 4 蓝 低; the colour is never stored
    level_method text,
    level_on date,
    level_assessor text,
    level_inputs jsonb,
    threatened_households integer check (threatened_households >= 0),
    threatened_people integer check (threatened_people >= 0),
    monitored boolean,
    has_plan boolean,
    attributes jsonb not null default '{}',
    verification_state text not null default 'unverified'
        check (verification_state in ('unverified','confirmed','disputed')),
    verified_on date,
    verified_by text,
    coordinate_system text,                    -- how the ledger's coordinates were read
    coordinate_evidence text,
    simulated boolean not null default false,
    note text,
    geom geometry(Geometry, 4490),             -- NULL = 待落图
    label_point geometry(Point, 4490)
);
create index risk_source_area on register.risk_source (area_code, category_code);
create index risk_source_category on register.risk_source (category_code);
create index risk_source_geom on register.risk_source using gist (geom);
create index risk_source_name on register.risk_source using gin (name gin_trgm_ops);
create index risk_source_external on register.risk_source (external_code) where external_code is not null;

create table register.relief_resource (
    like reference.tracked_row including all,
    area_code text collate "C" not null references base.area (code),
    subtype_code text collate "C" not null references reference.resource_subtype,
    name text not null check (name <> ''),
    feature text,
    location text,
    responsible_party text,
    department_code text collate "C" references reference.department,
    external_code text,
    capacity_people integer check (capacity_people >= 0),   -- shelters, clinics
    quantity numeric check (quantity >= 0),
    unit text,
    headcount integer check (headcount >= 0),                -- teams
    expires_on date,
    attributes jsonb not null default '{}',
    verification_state text not null default 'unverified'
        check (verification_state in ('unverified','confirmed','disputed')),
    verified_on date,
    verified_by text,
    coordinate_system text,
    coordinate_evidence text,
    simulated boolean not null default false,
    note text,
    geom geometry(Geometry, 4490),
    label_point geometry(Point, 4490)
);
create index relief_resource_area on register.relief_resource (area_code, subtype_code);
create index relief_resource_geom on register.relief_resource using gist (geom);
create index relief_resource_name on register.relief_resource using gin (name gin_trgm_ops);

-- A thing that reaches into other areas (levee, reservoir with people below, shared shelter); it still counts once.
create table register.affected_area (
    like reference.tracked_row including all,
    subject_uid uuid not null,                 -- risk_source or relief_resource
    subject_area_code text collate "C" not null references base.area (code),  -- where the subject counts
    area_code text collate "C" not null references base.area (code),          -- where it reaches
    unique (subject_uid, area_code)
);
create index affected_area_area on register.affected_area (area_code);

create table register.person (
    like reference.tracked_row including all,
    area_code text collate "C" not null references base.area (code),
    name text not null check (name <> ''),
    organisation text,
    title text,                                -- 职务
    simulated boolean not null default false,
    note text
);
create index person_area on register.person (area_code);
create index person_name on register.person (name);

create table register.person_phone (
    like reference.tracked_row including all,
    person_uid uuid not null references register.person (uid),
    area_code text collate "C" not null references base.area (code),
    kind text not null default 'mobile' check (kind in ('mobile','duty','office','satellite')),
    number text not null check (number ~ '^(1[0-9]{10}|0[0-9]{2,3}-?[0-9]{7,8}(-[0-9]{1,6})?)$')
);
create index person_phone_person on register.person_phone (person_uid);

-- Who answers for what. post_code: a term of vocabulary post, grid_type or responsibility.
-- subject_uid: a risk source or relief resource; NULL = the area itself (village or township post).
create table register.duty (
    like reference.tracked_row including all,
    person_uid uuid not null references register.person (uid),
    area_code text collate "C" not null references base.area (code),
    post_vocabulary text collate "C" not null,
    post_code text collate "C" not null,
    subject_uid uuid,
    category_code text collate "C",            -- the subject's category or subtype code, for rights by category
    year integer check (year between 1990 and 2200),
    task text,
    foreign key (post_vocabulary, post_code) references reference.term (vocabulary_code, code)
);
create index duty_subject on register.duty (subject_uid);
create index duty_area on register.duty (area_code, year);
create index duty_person on register.duty (person_uid);
create index duty_category on register.duty (category_code);

-- By village and year -----------------------------------------------------------------

create table register.village_fact (
    like reference.tracked_row including all,
    area_code text collate "C" not null references base.area (code),
    year integer not null check (year between 1990 and 2200),
    households integer check (households >= 0),
    registered_population integer check (registered_population >= 0),
    resident_population integer check (resident_population >= 0),
    area_km2 numeric check (area_km2 >= 0),
    natural_villages integer check (natural_villages >= 0),
    terrain text,                              -- 地形
    task_weight text check (task_weight in ('较轻','较重')),
    disaster_points integer check (disaster_points >= 0),
    affected_people integer check (affected_people >= 0),
    duty_phone text,                           -- 24 h, an office number
    simulated boolean not null default false,
    unique (area_code, year)
);

create table register.grid_person (
    like reference.tracked_row including all,
    area_code text collate "C" not null references base.area (code),
    year integer not null check (year between 1990 and 2200),
    grid_name text not null check (char_length(grid_name) between 1 and 25),
    grid_type_code text collate "C" not null,  -- term of vocabulary grid_type
    grid_type_vocabulary text collate "C" not null default 'grid_type' check (grid_type_vocabulary = 'grid_type'),
    person_uid uuid not null references register.person (uid),
    note text,
    foreign key (grid_type_vocabulary, grid_type_code) references reference.term (vocabulary_code, code)
);
create index grid_person_area on register.grid_person (area_code, year);

-- One household of the transfer list (行政村危险区人员转移清单).
create table register.transfer_household (
    like reference.tracked_row including all,
    area_code text collate "C" not null references base.area (code),
    year integer not null check (year between 1990 and 2200),
    zone_name text not null,
    zone_type_vocabulary text collate "C" not null default 'danger_zone_type' check (zone_type_vocabulary = 'danger_zone_type'),
    zone_type_code text collate "C" not null,
    risk_source_uid uuid references register.risk_source (uid),
    location text,
    householder_uid uuid references register.person (uid),
    people integer not null check (people >= 0),
    transfer_person_uid uuid references register.person (uid),
    warning_person_uid uuid references register.person (uid),
    shelter_name text,
    shelter_uid uuid references register.relief_resource (uid),
    safety_appraised boolean,
    note text,
    geom geometry(Geometry, 4490),
    foreign key (zone_type_vocabulary, zone_type_code) references reference.term (vocabulary_code, code)
);
create index transfer_household_area on register.transfer_household (area_code, year);
create index transfer_household_zone on register.transfer_household (risk_source_uid);

-- 无转移人员 declared: not the same as 未填报.
create table register.no_transfer (
    like reference.tracked_row including all,
    area_code text collate "C" not null references base.area (code),
    year integer not null check (year between 1990 and 2200),
    declared_by text,
    note text,
    unique (area_code, year)
);

-- A village's wish to change a register row that it may not write (变更建议).
create table register.change_proposal (
    like reference.tracked_row including all,
    area_code text collate "C" not null references base.area (code),
    table_name text not null,
    subject_uid uuid,                          -- NULL = a new row is proposed
    subject_revision integer,
    category_code text collate "C",
    proposed jsonb not null,                   -- field -> value
    geom geometry(Geometry, 4490),
    reason text not null,
    edition_uid uuid,
    state text not null default 'open' check (state in ('open','accepted','rejected','withdrawn')),
    decision text
);
create index change_proposal_subject on register.change_proposal (subject_uid);
