-- Failed rows of which something was written, or may have been: sent again, they are looked for there first.
alter table failed_row
  -- the places of the flow that wrote the row, or whose answer was lost
  add column begun text[] not null default '{}',
  -- somebody changed the row after that
  add column edited boolean not null default false;
