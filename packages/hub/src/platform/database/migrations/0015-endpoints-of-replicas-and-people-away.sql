-- A replica can be kept in the database of an endpoint, whose secret is then entered once. By name, as flows name it:
-- an endpoint that was removed and added again is meant again.
alter table replica add column endpoint text;
comment on column replica.endpoint is 'The PostgreSQL endpoint that it is copied into; null: an address of its own, or the hub''s own database';

-- Who is deactivated stays known, with their keys and teams, and comes in by nothing until they are reactivated.
alter table person add column deactivated_at timestamptz;
comment on column person.deactivated_at is 'Since when nobody comes in as this person; null: they may';
