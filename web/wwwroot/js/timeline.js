// Arrow keys in a timeline: left and right along a room, up and down to the session nearest in time; Home and End.
for (const grid of document.querySelectorAll('[data-timeline]')) {
  const rows = [...grid.querySelectorAll('[role=row]')]
    .map((row) => [...row.querySelectorAll('[role=gridcell]')])
    .filter((cells) => cells.length > 0);
  if (rows.length === 0) {
    continue;
  }

  let current = rows.flat()[0];
  current.tabIndex = 0;

  const go = (cell) => {
    current.tabIndex = -1;
    current = cell;
    current.tabIndex = 0;
    current.focus();
  };

  const nearest = (cells) => {
    const middle = (cell) => cell.offsetLeft + cell.offsetWidth / 2;
    return cells.reduce((best, cell) =>
      Math.abs(middle(cell) - middle(current)) < Math.abs(middle(best) - middle(current)) ? cell : best);
  };

  grid.addEventListener('focusin', (event) => {
    if (event.target !== current && event.target.matches('[role=gridcell]')) {
      go(event.target);
    }
  });

  grid.addEventListener('keydown', (event) => {
    const row = rows.findIndex((cells) => cells.includes(current));
    const column = rows[row].indexOf(current);
    const target = {
      ArrowRight: () => rows[row][column + 1],
      ArrowLeft: () => rows[row][column - 1],
      ArrowDown: () => rows[row + 1] && nearest(rows[row + 1]),
      ArrowUp: () => rows[row - 1] && nearest(rows[row - 1]),
      Home: () => rows[row][0],
      End: () => rows[row].at(-1),
    }[event.key];
    if (target) {
      event.preventDefault();
      const cell = target();
      if (cell) {
        go(cell);
      }
    }
  });
}
