-- Vocabularies. Shipped rows come from db/reference/*.csv and are upserted by
-- key; a county's own rows (origin = 'county') are never touched.

create table reference.vocabulary (
    code text collate "C" primary key,
    name_zh text not null,
    name_en text not null,
    source text,
    origin text not null default 'shipped'
);
comment on table reference.vocabulary is 'Controlled vocabularies; their terms are in reference.term.';

create table reference.term (
    vocabulary_code text collate "C" not null references reference.vocabulary,
    code text collate "C" not null,
    name_zh text not null,
    name_en text not null,
    sort integer not null default 0,
    properties jsonb not null default '{}',   -- e.g. {"unit": "处"} or the title of the responsible person
    origin text not null default 'shipped',
    primary key (vocabulary_code, code)
);

create table reference.department (
    code text collate "C" primary key,
    name_zh text not null unique,
    name_en text not null,
    origin text not null default 'shipped'
);

create table reference.domain (
    code text collate "C" primary key check (code ~ '^[0-9]{2}$'),
    name_zh text not null,
    name_en text not null,
    sort integer not null default 0,
    origin text not null default 'shipped'
);

create table reference.category (
    code text collate "C" primary key check (code ~ '^[0-9]{4}$'),
    domain_code text collate "C" not null references reference.domain,
    name_zh text not null unique,
    name_en text not null,
    geometry_types text[] not null check (geometry_types <@ array['P','L','A'] and cardinality(geometry_types) > 0),
    phase1 boolean not null default false,
    on_sheet boolean not null default false,
    danger_zone_type text collate "C",        -- term of vocabulary danger_zone_type, if one
    origin text not null default 'shipped',
    check (left(code, 2) = domain_code)
);
comment on column reference.category.geometry_types is 'P point, L line, A area; the usual one first';

create table reference.category_department (
    category_code text collate "C" not null references reference.category,
    department_code text collate "C" not null references reference.department,
    origin text not null default 'shipped',
    primary key (category_code, department_code)
);

create table reference.resource_class (
    code text collate "C" primary key check (code ~ '^R[0-9]$'),
    name_zh text not null unique,
    name_en text not null,
    sort integer not null default 0,
    origin text not null default 'shipped'
);

create table reference.resource_subtype (
    code text collate "C" primary key check (code ~ '^R[0-9]{3}$'),
    class_code text collate "C" not null references reference.resource_class,
    name_zh text not null,
    name_en text not null,
    on_sheet boolean not null default true,
    sort integer not null default 0,
    origin text not null default 'shipped',
    unique (class_code, name_zh),
    check (left(code, 2) = class_code)
);

-- Typed attributes of a risk category (owner_code 0601) or a resource class or subtype (R3, R301).
create table reference.category_attribute (
    owner_code text collate "C" not null,
    key text collate "C" not null check (key ~ '^[a-z][a-z0-9_]*$'),
    name_zh text not null,
    name_en text not null,
    type text not null check (type in ('text','integer','number','boolean','date','choice')),
    unit text,
    allowed_values text[],
    minimum numeric,
    maximum numeric,
    required boolean not null default false,
    personal boolean not null default false,    -- personal data: masked unless entitled
    restricted boolean not null default false,  -- never on public sheets (capacity, voltage)
    sort integer not null default 0,
    origin text not null default 'shipped',
    primary key (owner_code, key),
    unique (owner_code, name_zh),
    check ((type = 'choice') = (allowed_values is not null))
);

create table reference.symbol (
    code text collate "C" primary key,
    name_zh text not null,
    name_en text not null,
    class text not null,
    geometry text not null check (geometry in ('point','line','polygon')),
    symbol_origin text not null check (symbol_origin in ('standard','guide','extension','county')),
    legend_group text not null check (legend_group in ('risk','resource','evacuation','organisation','base')),
    label text,
    sub_labels text[] not null default '{}',
    smallest_mm numeric not null,
    sort integer not null default 0,
    origin text not null default 'shipped'
);
comment on column reference.symbol.symbol_origin is 'standard = code and name of GB/T 35649-2017 with our own drawing';

-- Which symbol draws what: subject_kind category | resource_subtype | element_type | danger_zone_type.
create table reference.symbol_use (
    subject_kind text not null check (subject_kind in ('category','resource_subtype','element_type','danger_zone_type')),
    subject_code text collate "C" not null,
    geometry text not null check (geometry in ('point','line','polygon')),
    symbol_code text collate "C" not null references reference.symbol,
    sub_label text,
    origin text not null default 'shipped',
    primary key (subject_kind, subject_code, geometry)
);

create table reference.symbol_version (
    symbol_code text collate "C" not null references reference.symbol,
    version integer not null,
    sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
    definition bytea not null,
    created_at timestamptz not null default now(),
    created_by text not null default session_user,
    primary key (symbol_code, version)
);

-- The elements of a sheet (要素), domain list 1 to 23 and their parts.
create table reference.element_type (
    code text collate "C" primary key,
    name_zh text not null,
    name_en text not null,
    geometry_types text[] not null,
    obligation text not null check (obligation in ('M','C')),
    legend_group text not null check (legend_group in ('risk','resource','evacuation','organisation','base')),
    sort integer not null default 0,
    origin text not null default 'shipped'
);

-- Which register rows become which element of an edition.
create table reference.element_source (
    element_type_code text collate "C" not null references reference.element_type,
    subject_kind text not null check (subject_kind in ('category','resource_subtype')),
    subject_code text collate "C" not null,
    origin text not null default 'shipped',
    primary key (subject_kind, subject_code)
);

-- One login role per person: what it may see and write. role_name is the database role.
create table reference.user_account (
    role_name text primary key,
    display_name text not null,
    kind text not null check (kind in ('viewer','county_viewer','village_compiler','township_reviewer',
                                       'department_owner','county_editor','county_approver','administrator')),
    locked boolean not null default false,
    created_at timestamptz not null default now(),
    created_by text not null default session_user
);

create table reference.user_area (
    role_name text not null references reference.user_account on delete cascade,
    area_code text collate "C" not null,
    primary key (role_name, area_code)
);

create table reference.user_category (
    role_name text not null references reference.user_account on delete cascade,
    code_prefix text collate "C" not null,  -- 06, 0601, R3, R301
    primary key (role_name, code_prefix)
);

-- The rights matrix, loaded from db/reference; grants and policies are made from it, pgTAP reads it.
create table reference.rights (
    role_kind text not null,
    table_name text not null,                 -- schema.table
    operation text not null check (operation in ('select','insert','update','delete')),
    scope text not null,
    origin text not null default 'shipped',
    primary key (role_kind, table_name, operation)
);
