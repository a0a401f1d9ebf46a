// Narrows the list below to the rows that have what is typed. What is typed is not sent anywhere.

const finder = document.querySelector('[data-find-in-list]');
const field = finder?.querySelector('input');
const status = finder?.querySelector('[role=status]');
const rows = [...document.querySelectorAll('main tbody tr')].map((row) => ({
  row,
  // All but the last cell, which has the buttons.
  text: plain([...row.cells].slice(0, -1).map((cell) => cell.innerText).join(' ')),
}));

if (finder) {
  finder.hidden = false;
  field.addEventListener('input', narrow);
  narrow();
}

function narrow() {
  const words = plain(field.value).split(/\s+/).filter(Boolean);
  let shown = 0;
  for (const { row, text } of rows) {
    row.hidden = !words.every((word) => text.includes(word));
    if (!row.hidden) shown += 1;
  }
  status.textContent = words.length === 0 ? '' : `${shown} of ${rows.length} appointments`;
}

// "José" is found by "jose".
function plain(text) {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}
