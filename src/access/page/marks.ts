/** A drawing for each verdict, and for what a call meets; what it says stands beside it in words. */
export const accessMarks = `<svg class="sprite" aria-hidden="true">
<symbol id="i-open" viewBox="0 0 16 16"><path d="M3 7.5h10v6.5H3zM5 7.5V4.6a3 3 0 0 1 5.6-1.5"/></symbol>
<symbol id="i-key" viewBox="0 0 16 16"><circle cx="5" cy="11" r="3"/><path d="M7 9l7-7M11 5l2 2M9 7l1.5 1.5"/></symbol>
<symbol id="i-unknown" viewBox="0 0 16 16"><circle cx="8" cy="8" r="6.5" stroke-dasharray="2 2"/><path d="M6 6.3c0-1.3 1-2 2-2s2 .8 2 1.9c0 1.5-2 1.6-2 3.1M8 11.7v.1"/></symbol>
<symbol id="i-restricted" viewBox="0 0 16 16"><path class="full" d="M3 7.5h10v6.5H3z"/><path d="M5 7.5V4.8a3 3 0 0 1 6 0v2.7"/></symbol>
<symbol id="i-closed" viewBox="0 0 16 16"><circle cx="8" cy="8" r="6.5"/><path d="M3.5 3.5l9 9"/></symbol>
<symbol id="i-skip" viewBox="0 0 16 16"><circle cx="8" cy="8" r="6.5"/><path d="M5 8h6"/></symbol>
<symbol id="i-pass" viewBox="0 0 16 16"><path d="M8 2v12M4.5 10.5L8 14l3.5-3.5"/></symbol>
<symbol id="i-in" viewBox="0 0 16 16"><path d="M9.5 2.5h4v11h-4M2 8h7.5M6.5 4.8L9.7 8l-3.2 3.2"/></symbol>
<symbol id="i-changed" viewBox="0 0 16 16"><path d="M8 1.8l6.6 12.2H1.4zM8 6.2v3.9M8 12.1v.1"/></symbol>
</svg>`;
