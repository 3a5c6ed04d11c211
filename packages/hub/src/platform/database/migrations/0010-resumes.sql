-- How often a run was gone on with after it had stopped or failed: names its job, so that one can be missed while the run is
-- under way and nobody is at it.
alter table flow_run add column resumes integer not null default 0;
