-- Verification (确认、校核、补充、完善): tasks to townships and departments, the reason
-- of a doubt, and where in a village's map a change proposal comes from.

create table register.verification_task (
    like reference.tracked_row including all,
    area_code text collate "C" not null references base.area (code),         -- what lies in it is to be verified
    department_code text collate "C" references reference.department,        -- who is asked; NULL: the area's own office
    codes text[] not null check (cardinality(codes) > 0),                    -- categories and resource subtypes
    title text not null check (length(title) between 1 and 200),
    deadline date not null,
    state text not null default 'open' check (state in ('open', 'submitted', 'returned', 'accepted', 'withdrawn')),
    reason text,                                                             -- of the last step
    submitted_by text,
    simulated boolean not null default false,
    check (state not in ('returned', 'withdrawn') or btrim(coalesce(reason, '')) <> '')
);
create index verification_task_area on register.verification_task (area_code);
comment on table register.verification_task is '核实任务: what a township or department verifies, and by when';

create table history.verification_task (
    like register.verification_task, period tstzrange not null, superseded_by text not null,
    operation text not null check (operation in ('update', 'retire', 'restore')));
create index on history.verification_task (uid);
create index on history.verification_task (area_code);

alter table register.risk_source add column verification_reason text;
alter table register.relief_resource add column verification_reason text;
alter table history.risk_source add column verification_reason text;
alter table history.relief_resource add column verification_reason text;
comment on column register.risk_source.verification_reason is 'why it is disputed, or what was verified';
comment on column register.relief_resource.verification_reason is 'why it is disputed, or what was verified';

-- before: the values that the register had; element_uid: the thing on the map.
alter table register.change_proposal add column element_uid uuid, add column before jsonb not null default '{}';
alter table history.change_proposal add column element_uid uuid, add column before jsonb not null default '{}';
create index change_proposal_element on register.change_proposal (element_uid);
alter table register.change_proposal
    add constraint change_proposal_table check (table_name in ('register.risk_source', 'register.relief_resource')) not valid,
    add constraint change_proposal_decision check (state <> 'rejected' or btrim(coalesce(decision, '')) <> '') not valid;

-- What is looked for when somebody asks what has changed between two days.
create index risk_source_changed on register.risk_source (changed_at);
create index relief_resource_changed on register.relief_resource (changed_at);
