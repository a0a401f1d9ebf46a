// Shows how far a run is, and loads the result when it is done. Without this script the page reloads itself.
const panel = document.querySelector('[data-plan-progress]');

if (panel) {
  const bar = panel.querySelector('progress');
  const words = document.getElementById(`${bar.id}-words`);

  // The line of the score, as the server would have drawn it.
  const draw = (trail) => {
    panel.querySelector('[data-trail-line]')?.setAttribute('points', trail.points);
    for (const part of ['top', 'bottom', 'until', 'words']) {
      const element = panel.querySelector(`[data-trail-${part}]`);
      if (element) element.textContent = trail[part];
    }
  };

  const look = async () => {
    try {
      const answer = await fetch(panel.dataset.planProgress, { headers: { Accept: 'application/json' } });
      if (answer.ok) {
        const { busy, percent, words: sentence, trail } = await answer.json();
        if (!busy) {
          location.reload();
          return;
        }
        bar.value = percent;
        words.textContent = sentence;
        if (trail) draw(trail);
      }
    } catch {
      words.textContent = 'No answer from the server. Trying again.';
    }
    setTimeout(look, 500);
  };

  look();
}
