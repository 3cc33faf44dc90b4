// The way to the server: what it knows, its news, and a file to open in the editor.
"use strict";
{
  let lastRequest = 0;
  let news = null;

  /** What the server knows of a view; null where another was asked for since. */
  const askState = async ({ module, format, language }) => {
    lastRequest += 1;
    const request = lastRequest;
    const query = new URLSearchParams({ module, format, language });
    const answer = await fetch(`/state?${query}`);
    const state = await answer.json();
    return request === lastRequest ? state : null;
  };

  // Only a window that can be seen listens: a browser has six lines for one address.
  const listen = (changed, ended) => {
    news?.close();
    news = null;
    if (document.hidden) return;
    news = new EventSource("/news");
    news.onmessage = changed;
    news.onerror = ended;
  };

  /** Whether the editor could be told. */
  const openInEditor = async (file, line) => {
    const request = {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ file, line }),
    };
    const answer = await fetch("/open", request).catch(() => null);
    return Boolean(answer?.ok);
  };

  Object.assign(preview, { server: { askState, listen, openInEditor } });
}
