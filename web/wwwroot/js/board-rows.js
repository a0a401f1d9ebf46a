// The rows of a board at one moment, in the same words as the server's (Pages/Desk/DeskView.cs, Pages/Wall/Wall.cshtml.cs).

const clock = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/London',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
});
const day = new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/London', year: 'numeric', month: '2-digit', day: '2-digit' });
const roomStates = {
  ready: ['Ready', 'green'],
  'in-use': ['In use', 'blue'],
  'needs-cleaning': ['Needs cleaning', 'yellow'],
  'out-of-use': ['Out of use', 'red'],
};

// A board of another day than today is read as at its beginning.
const momentOf = (board, instant) => (day.format(instant) === board.date ? clock.format(instant) : '00:00:00');

export function rowsOfDesk(board, instant) {
  const now = momentOf(board, instant);
  const held = board.sessions.filter((session) => !session.isCancelled);
  const rest = held.filter((session) => session.window.end > now);
  const waiting = board.walkIns.filter((walkIn) => walkIn.status === 'waiting');
  return {
    tables: {
      rooms: board.rooms.map((room) => roomRow(room, held, now)),
      sessions: rest.map((session) => sessionRow(session, now)),
      waiting: waiting.map((walkIn) => ({
        id: walkIn.id,
        number: walkIn.number,
        service: walkIn.serviceName,
        since: short(clock.format(new Date(walkIn.arrivedAt))),
      })),
    },
    totals: {
      running: rest.filter((session) => contains(session.window, now)).length,
      free: rest.reduce((sum, session) => sum + freeFrom(session, now), 0),
      arrived: held.reduce((sum, session) => sum + session.arrived, 0),
      waiting: waiting.length,
    },
  };
}

export function rowsOfWall(board, instant) {
  const now = momentOf(board, instant);
  const rows = board.sessions
    .filter((session) => session.isPublic && session.window.end > now)
    .map((session) => {
      const [state, colour] = session.isCancelled
        ? ['Cancelled', 'red']
        : contains(session.window, now)
          ? ['Now', 'green']
          : ['Later', 'grey'];
      return { id: session.id, time: span(session.window), what: session.publicName, where: session.roomName, places: placesOf(session, now), state, colour };
    });
  return { tables: { wall: rows }, totals: {} };
}

function roomRow(room, sessions, now) {
  const here = sessions.filter((session) => session.room === room.id || room.linkedRooms.includes(session.room));
  const block = room.blocks.find((each) => contains(each.window, now));
  const running = here.find((session) => contains(session.window, now));
  const next = here.find((session) => session.window.start > now);
  // A room called ready in which a session runs is in use.
  const [state, colour] = roomStates[room.state === 'ready' && running ? 'in-use' : room.state];
  const what = (session) => (session.room === room.id ? session.serviceName : `${session.serviceName} (${session.roomName})`);
  return {
    id: room.id,
    name: room.name,
    state,
    colour,
    now: block
      ? `Blocked until ${short(block.window.end)}: ${block.reason}`
      : running
        ? `${what(running)}, until ${short(running.window.end)}`
        : 'Free',
    next: next ? `${short(next.window.start)} ${what(next)}` : 'Nothing more today',
  };
}

function sessionRow(session, now) {
  const next = session.slots.find((slot) => slot.start >= now && slot.free > 0);
  return {
    id: session.id,
    time: span(session.window),
    service: session.serviceName,
    room: session.roomName,
    people: session.clinicianNames.join(', '),
    booked: String(session.booked),
    arrived: String(session.arrived + session.inProgress),
    free: next ? `${freeFrom(session, now)}, next ${short(next.start)}` : 'None',
  };
}

// Nothing is said of what has no places to book, such as a drop-in.
function placesOf(session, now) {
  if (session.isCancelled || session.slots.length === 0) return '';
  const free = freeFrom(session, now);
  return free > 0 ? `${free} free` : 'Full';
}

function freeFrom(session, now) {
  return session.slots.filter((slot) => slot.start >= now).reduce((sum, slot) => sum + slot.free, 0);
}

const contains = (window, now) => window.start <= now && now < window.end;
const span = (window) => `${short(window.start)} to ${short(window.end)}`;
const short = (time) => time.slice(0, 5);
