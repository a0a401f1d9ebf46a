// Draws a live board into the rows the server wrote: the whole board first, then change after change. A gap or a lost connection means the whole
// board again. What is on the screen always says how old it is.
import { rowsOfDesk, rowsOfWall } from './board-rows.js';

const signalR = window.signalR;
const root = document.querySelector('[data-board]');
const { board: kind, hub, date, now: serverNow } = root.dataset;
const staleAfter = 15_000;
const confirmedWithin = 45_000;
let board = null;
// The server wrote the page a moment ago.
let heardAt = Date.now();
let clockAhead = Date.parse(serverNow) - Date.now(); // how far the server's clock is ahead of this one
let confirmedAt = Date.now() + clockAhead;

const connection = new signalR.HubConnectionBuilder()
  .withUrl('/boards')
  .withAutomaticReconnect({ nextRetryDelayInMilliseconds: (retry) => pause(retry.previousRetryCount) })
  .configureLogging(signalR.LogLevel.None)
  .build();

connection.on('board', (whole) => {
  board = whole;
  heard(Date.now() + clockAhead);
  draw();
});
connection.on('change', (change) => {
  if (board === null || change.to <= board.version) return;
  if (change.from !== board.version) return watch();
  board = merge(board, change);
  heard(Date.now() + clockAhead);
  draw();
});
connection.on('heartbeat', (beat) => {
  clockAhead = Date.parse(beat.at) - Date.now();
  heard(Date.parse(beat.confirmedAt));
  if (board !== null && beat.version > board.version) watch();
});
connection.onreconnected(watch);
// Only after somebody closed the connection for good, which nobody here does: begin again.
connection.onclose(() => connect(0));

connect(0);
setInterval(showAge, 1000);
setInterval(draw, 15_000);

function pause(attempt) {
  return Math.min(1000 * 2 ** attempt, 15_000);
}

async function connect(attempt) {
  try {
    await connection.start();
    await watch();
  } catch {
    // The banner already says how old the screen is; keep trying for ever.
    setTimeout(() => connect(attempt + 1), pause(attempt));
  }
}

function watch() {
  return connection.invoke('Watch', hub, date);
}

function heard(confirmed) {
  heardAt = Date.now();
  confirmedAt = confirmed;
}

function merge(whole, change) {
  return {
    ...whole,
    version: change.to,
    open: change.hours?.open ?? whole.open,
    rooms: replace(whole.rooms, change.rooms),
    sessions: replace(whole.sessions, change.sessions).sort(
      (a, b) => a.window.start.localeCompare(b.window.start) || a.roomName.localeCompare(b.roomName),
    ),
    walkIns: replace(whole.walkIns, change.walkIns),
  };
}

function replace(rows, changed) {
  const fresh = new Map(changed.map((row) => [row.id, row]));
  const merged = rows.map((row) => {
    const newer = fresh.get(row.id);
    fresh.delete(row.id);
    return newer ?? row;
  });
  return [...merged, ...fresh.values()];
}

function draw() {
  if (board === null) return;
  const now = new Date(Date.now() + clockAhead);
  const view = kind === 'wall' ? rowsOfWall(board, now) : rowsOfDesk(board, now);
  for (const [name, rows] of Object.entries(view.tables)) drawRows(name, rows);
  for (const [name, count] of Object.entries(view.totals)) setText(root.querySelector(`[data-total="${name}"]`), String(count));
}

function drawRows(name, rows) {
  const body = root.querySelector(`[data-rows="${name}"]`);
  const template = root.querySelector(`[data-template="${name}"]`).content.querySelector('tr');
  const known = new Map([...body.querySelectorAll('tr[data-id]')].map((tr) => [tr.dataset.id, tr]));
  body.querySelector('[data-empty-row]')?.remove();
  rows.forEach((row, position) => {
    let tr = known.get(row.id);
    known.delete(row.id);
    if (!tr) {
      tr = template.cloneNode(true);
      tr.dataset.id = row.id;
    }
    fill(tr, row);
    if (body.children[position] !== tr) body.insertBefore(tr, body.children[position] ?? null);
  });
  for (const gone of known.values()) gone.remove();
  if (rows.length === 0 && body.dataset.empty) body.append(emptyRow(body.dataset.empty, template.cells.length));
}

function fill(tr, row) {
  for (const [field, text] of Object.entries(row)) {
    const cell = tr.querySelector(`[data-field="${field}"]`);
    if (cell) setText(cell, text);
  }
  const tag = tr.querySelector('.nhsuk-tag');
  if (tag && row.colour) tag.className = `nhsuk-tag nhsuk-tag--${row.colour}`;
}

function emptyRow(text, columns) {
  const tr = document.createElement('tr');
  tr.dataset.emptyRow = '';
  const td = tr.insertCell();
  td.className = 'nhsuk-table__cell';
  td.colSpan = columns;
  td.textContent = text;
  return tr;
}

// Untouched text stays untouched, so that screen readers and selections are left alone.
function setText(element, text) {
  if (element && element.textContent !== text) element.textContent = text;
}

function showAge() {
  const silent = Date.now() - heardAt;
  const unconfirmed = Date.now() + clockAhead - confirmedAt;
  const isStale = silent > staleAfter || unconfirmed > confirmedWithin;
  const seconds = Math.max(0, Math.round((isStale ? Math.max(silent, unconfirmed) : silent) / 1000));
  setText(root.querySelector('[data-age]'), `Last heard from the hub ${seconds} ${seconds === 1 ? 'second' : 'seconds'} ago.`);
  const banner = root.querySelector('[data-stale]');
  if (!isStale) return setText(banner, '');
  // Told once a minute, not every second: it is read aloud.
  const minutes = Math.floor(seconds / 60);
  setText(
    banner,
    `This screen may be out of date: nothing heard for ${minutes === 0 ? 'some seconds' : `${minutes} min`}. It goes on trying to connect.`,
  );
}
