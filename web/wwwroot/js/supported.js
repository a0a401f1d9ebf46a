// Runs before the page is drawn, so parts that need scripting never flash in their plain form.
document.body.classList.add('js-enabled');
if ('noModule' in HTMLScriptElement.prototype) document.body.classList.add('nhsuk-frontend-supported');
