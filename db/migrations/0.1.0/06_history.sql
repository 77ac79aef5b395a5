-- Superseded versions: the columns of the tracked table, the period in which
-- that version was in force, and what ended it. Written by triggers in db/app.
do $$
declare
    tracked regclass;
begin
    foreach tracked in array array[
        'base.area', 'register.risk_source', 'register.relief_resource', 'register.affected_area',
        'register.person', 'register.person_phone', 'register.duty', 'register.village_fact',
        'register.grid_person', 'register.transfer_household', 'register.no_transfer', 'register.change_proposal',
        'situation.edition', 'situation.element', 'situation.route', 'situation.sheet_frame']::regclass[]
    loop
        execute format('create table history.%I (like %s, period tstzrange not null, superseded_by text not null)',
                       (select relname from pg_class where oid = tracked), tracked);
        execute format('create index on history.%I (uid)',
                       (select relname from pg_class where oid = tracked));
    end loop;
end
$$;
