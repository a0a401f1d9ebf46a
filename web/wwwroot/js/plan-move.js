// Picks a session of the day up and puts it down elsewhere, with mouse or keyboard. While it is carried, the server says what putting it down there
// would do. Without this script, each session's own page has a form for the same.
const form = document.querySelector('[data-move]');
const grid = document.querySelector('[data-timeline]');
const rows = [...grid.querySelectorAll('[data-room]')];
const firstMinute = Number(grid.dataset.firstHour) * 60;
const lastMinute = firstMinute + Number(grid.dataset.hours) * 60;
const step = 5;
const part = (name) => form.querySelector(`[data-move-${name}]`);
const colours = { free: 'green', others: 'yellow', no: 'red' };

let carried = null; // { cell, ghost, row, start, by }
let asked = null; // the place last asked about
let verdict = null; // the answer to it, once there
let isAsking = false;

for (const hint of document.querySelectorAll('[data-needs-script]')) hint.hidden = false;

const clock = (minute) => `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
const minutesOf = (cell) => Number(cell.dataset.minutes);
const keyOf = (at) => `${rows[at.row].dataset.room} ${at.start}`;

function pickUp(cell, by) {
  putAway();
  const row = rows.indexOf(cell.closest('[data-room]'));
  const ghost = document.createElement('span');
  ghost.setAttribute('aria-hidden', 'true');
  carried = { cell, ghost, row, start: Number(cell.dataset.start), home: { row, start: Number(cell.dataset.start) }, by };
  cell.classList.add('app-timeline__session--carried');
  form.hidden = false;
  part('choice').hidden = true;
  show(null);
  place();
  say(`${cell.dataset.name} picked up.`);
}

function carryTo(row, start) {
  const latest = Math.min(lastMinute, 24 * 60) - minutesOf(carried.cell);
  const at = {
    row: Math.max(0, Math.min(rows.length - 1, row)),
    start: Math.max(firstMinute, Math.min(latest, Math.round(start / step) * step)),
  };
  if (at.row === carried.row && at.start === carried.start) return;
  Object.assign(carried, at);
  place();
  ask();
}

function place() {
  const { cell, ghost, row, start } = carried;
  const from = (start - firstMinute) / step;
  ghost.className = `app-timeline__ghost app-from-${from} app-for-${Math.max(1, minutesOf(cell) / step)}`;
  ghost.textContent = clock(start);
  if (ghost.parentElement !== rows[row]) rows[row].append(ghost);
  const end = clock(start + minutesOf(cell));
  part('where').textContent = `${cell.dataset.name}: ${rows[row].dataset.roomName}, ${clock(start)} to ${end}`;
  if (carried.by === 'keyboard') ghost.scrollIntoView({ block: 'nearest', inline: 'nearest' });
}

// One question at a time; the newest place is asked about as soon as the last answer is there.
async function ask() {
  if (carried === null || isAsking) return;
  const at = { row: carried.row, start: carried.start };
  if (at.row === carried.home.row && at.start === carried.home.start) {
    asked = verdict = null;
    show(null);
    return say('This is where it is now.');
  }
  isAsking = true;
  const query = new URLSearchParams({ session: carried.cell.dataset.session, room: rows[at.row].dataset.room, start: clock(at.start) });
  let answer = null;
  try {
    const response = await fetch(`${form.dataset.move}&${query}`, { headers: { Accept: 'application/json' } });
    if (response.ok) answer = await response.json();
  } catch {
    // Said below: the server could not be asked.
  }
  isAsking = false;
  if (carried === null) return;
  if (keyOf(at) !== keyOf(carried)) return ask();
  asked = keyOf(at);
  verdict = answer ?? { tone: 'no', word: 'Not known', sentence: 'The server did not answer. Try again.', details: [], others: '' };
  show(verdict);
  if (carried.isDropped) putDown();
}

function show(answer) {
  const tag = part('tag');
  tag.hidden = answer === null;
  carried?.ghost.classList.remove('app-timeline__ghost--free', 'app-timeline__ghost--others', 'app-timeline__ghost--no');
  part('details').replaceChildren();
  if (answer === null) return;
  tag.textContent = answer.word;
  tag.className = `nhsuk-tag nhsuk-tag--${colours[answer.tone]}`;
  carried?.ghost.classList.add(`app-timeline__ghost--${answer.tone}`);
  if (carried) carried.ghost.textContent = `${clock(carried.start)} ${answer.word}`;
  const where = carried ? `${rows[carried.row].dataset.roomName} at ${clock(carried.start)}. ` : '';
  say(`${where}${answer.sentence}`);
  for (const detail of answer.details) {
    const line = document.createElement('li');
    line.textContent = detail;
    part('details').append(line);
  }
}

function say(sentence) {
  part('sentence').textContent = sentence;
}

function putDown() {
  if (carried.row === carried.home.row && carried.start === carried.home.start) return leave();
  if (asked !== keyOf(carried)) {
    carried.isDropped = true;
    return ask();
  }
  carried.isDropped = false;
  if (verdict.tone === 'free') return send();
  if (verdict.tone === 'others') {
    part('accept').textContent = verdict.button;
    part('choice').hidden = false;
    carried.by = 'choice';
    return part('accept').focus();
  }
  const { name } = carried.cell.dataset;
  const why = verdict.sentence;
  leave();
  form.hidden = false;
  part('where').textContent = `${name} stays where it was`;
  show(null);
  say(`It cannot go there. ${why}`);
}

function send() {
  form.elements.session.value = carried.cell.dataset.session;
  form.elements.room.value = rows[carried.row].dataset.room;
  form.elements.start.value = clock(carried.start);
  form.elements.others.value = verdict.others;
  carried.by = 'sent';
  say('Moving it.');
  form.submit();
}

function putAway() {
  if (carried === null) return;
  carried.ghost.remove();
  carried.cell.classList.remove('app-timeline__session--carried');
  carried = asked = verdict = null;
  form.hidden = true;
}

function leave() {
  const { cell } = carried;
  putAway();
  cell.focus();
}

form.addEventListener('submit', (event) => {
  event.preventDefault();
  if (carried?.by === 'choice') send();
});
part('leave').addEventListener('click', leave);
form.addEventListener('keydown', (event) => {
  if (event.key === 'Escape' && carried) leave();
});

// Keyboard. Comes before the timeline's own arrow keys, which only see what is not carried.
grid.addEventListener(
  'keydown',
  (event) => {
    if (carried?.by === 'keyboard') {
      const minutes = event.shiftKey ? 5 : 15;
      const action = {
        ArrowLeft: () => carryTo(carried.row, carried.start - minutes),
        ArrowRight: () => carryTo(carried.row, carried.start + minutes),
        ArrowUp: () => carryTo(carried.row - 1, carried.start),
        ArrowDown: () => carryTo(carried.row + 1, carried.start),
        Enter: putDown,
        ' ': putDown,
        Escape: leave,
        Tab: putAway,
      }[event.key];
      if (!action) return;
      if (event.key !== 'Tab') event.preventDefault();
      event.stopImmediatePropagation();
      action();
    } else if ((event.key === 'Enter' || event.key === ' ') && event.target.matches('[data-session]')) {
      event.preventDefault();
      event.stopImmediatePropagation();
      pickUp(event.target, 'keyboard');
    }
  },
  true,
);

// Mouse and pen. A finger scrolls; it has the form on the session's page.
let pressed = null;
let justDropped = false;
// The press that ends a drag is no click on the session's link.
addEventListener('click', (event) => justDropped && event.preventDefault(), true);
grid.addEventListener('pointerdown', (event) => {
  const cell = event.target.closest('[data-session]');
  if (cell && event.button === 0 && event.pointerType !== 'touch') {
    pressed = { cell, x: event.clientX, y: event.clientY, grip: minuteAt(event.clientX) - Number(cell.dataset.start) };
  }
});
addEventListener('pointermove', (event) => {
  if (pressed === null) return;
  if (carried?.by !== 'mouse') {
    if (Math.hypot(event.clientX - pressed.x, event.clientY - pressed.y) < 6) return;
    pickUp(pressed.cell, 'mouse');
    grid.classList.add('app-timeline__grid--dragging');
  }
  event.preventDefault();
  const over = rows.findIndex((row) => {
    const { top, bottom } = row.getBoundingClientRect();
    return event.clientY >= top && event.clientY < bottom;
  });
  carryTo(over < 0 ? carried.row : over, minuteAt(event.clientX) - pressed.grip);
});
addEventListener('pointerup', () => {
  if (pressed === null) return;
  pressed = null;
  grid.classList.remove('app-timeline__grid--dragging');
  if (carried?.by === 'mouse') {
    justDropped = true;
    setTimeout(() => {
      justDropped = false;
    });
    putDown();
  }
});
addEventListener('keydown', (event) => {
  if (event.key === 'Escape' && carried?.by === 'mouse') {
    pressed = null;
    grid.classList.remove('app-timeline__grid--dragging');
    leave();
  }
});

function minuteAt(x) {
  const hours = [...grid.querySelectorAll('.app-timeline__hour')];
  const left = hours[0].getBoundingClientRect().left;
  const right = hours.at(-1).getBoundingClientRect().right;
  return firstMinute + ((x - left) / (right - left)) * (lastMinute - firstMinute);
}

// Back on the session that was moved.
if (location.hash.startsWith('#session-')) document.getElementById(decodeURIComponent(location.hash.slice(1)))?.focus();
