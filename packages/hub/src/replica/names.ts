/** Names in the database's style, made from GoTo's: pure. */

/** "attendanceTimeInSeconds" as "attendance_time_in_seconds", "webinarID" as "webinar_id". */
export function snakeCase(name: string): string {
  return name
    .replace(/([a-z0-9])([A-Z])/g, "$1_$2")
    .replace(/([A-Z]+)([A-Z][a-z])/g, "$1_$2")
    .toLowerCase();
}
