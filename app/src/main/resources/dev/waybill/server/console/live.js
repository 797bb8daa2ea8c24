/* Keeps a page up to date: each part of it that is marked data-panel is an event of the page's one stream. */
(function () {
  'use strict';

  document.addEventListener('click', function (event) {
    var button = event.target.closest('[data-copy]');
    if (button && navigator.clipboard) {
      navigator.clipboard.writeText(button.dataset.copy).then(function () { button.textContent = 'copied'; });
    }
  });

  var page = document.querySelector('[data-live]');
  if (!page || !window.EventSource) {
    return;
  }
  var note = document.getElementById('live-note');
  var lastWord = Date.now();

  function heard() {
    lastWord = Date.now();
    say('live');
  }

  function say(text) {
    if (note && note.textContent !== text) {
      note.textContent = text;
    }
  }

  function isBeingRead(panel) {
    var selection = document.getSelection();
    return selection && !selection.isCollapsed && panel.contains(selection.anchorNode);
  }

  function show(panel, html) {
    if (isBeingRead(panel)) {
      return;
    }
    var open = Array.prototype.map.call(panel.querySelectorAll('details[open][id]'), function (d) { return d.id; });
    htmx.swap(panel, html, { swapStyle: 'innerHTML', swapDelay: 0, settleDelay: 0 });
    open.forEach(function (id) {
      var details = document.getElementById(id);
      if (details) {
        details.open = true;
      }
    });
  }

  var stream = new EventSource(page.dataset.live);
  stream.onopen = heard;
  stream.onerror = function () { say('connecting again …'); };
  stream.addEventListener('round', heard);
  page.querySelectorAll('[data-panel]').forEach(function (panel) {
    stream.addEventListener(panel.dataset.panel, function (event) {
      heard();
      show(panel, event.data);
    });
  });

  /* Where something between swallows the stream, the page is loaded anew instead. */
  setInterval(function () {
    if (Date.now() - lastWord > 30000 && !document.hidden) {
      location.reload();
    }
  }, 10000);
})();
