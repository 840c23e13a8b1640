import type { Page } from 'playwright-core';

/**
 * What is wrong with the page's layout as it stands: parts wider than the window or than their box, neighbours
 * that lie on each other, controls without a name, and controls too low to hit. Empty when all is well.
 */
export async function layoutFaults(page: Page): Promise<string[]> {
  return await page.evaluate(() => {
    const faults: string[] = [];
    const name = (element: Element) =>
      `${element.tagName.toLowerCase()}.${element.classList.item(0) ?? ''}«${(element.textContent ?? '').slice(0, 16)}»`;
    const isShown = (element: Element) =>
      element.checkVisibility({ visibilityProperty: true }) &&
      element.closest('.sr-only, [aria-hidden="true"]') === null;
    const root = document.documentElement;
    if (root.scrollWidth > window.innerWidth) faults.push(`the page is ${root.scrollWidth} px wide`);

    for (const element of document.querySelectorAll('body *')) {
      if (!isShown(element) || element.closest('svg') !== null) continue;
      const style = getComputedStyle(element);
      const clips = style.overflowX !== 'visible' || style.display === 'inline';
      // A bubble's little arrow points out of it.
      const arrow = element.matches('.bubble') ? 8 : 1;
      if (!clips && element.scrollWidth > element.clientWidth + arrow)
        faults.push(`${name(element)} overflows its box`);
      const box = element.getBoundingClientRect();
      const scrolls = element.closest('.suggestions__list, .picker__waiting') !== null;
      if (!scrolls && box.width > 0 && (box.left < -1 || box.right > window.innerWidth + 1)) {
        faults.push(`${name(element)} leaves the window`);
      }
      if (element.matches('button, a, select, textarea, input')) {
        const label = element.getAttribute('aria-label') ?? element.textContent ?? '';
        const labelled = element instanceof HTMLInputElement || element instanceof HTMLSelectElement;
        if (label.trim() === '' && !(labelled && (element.labels?.length ?? 0) > 0)) {
          faults.push(`${name(element)} has no name`);
        }
        if (element.tagName === 'BUTTON' && box.height < 18) faults.push(`${name(element)} is ${box.height} px high`);
      }

      const neighbours = [...element.children].filter((child) => {
        const { position, display } = getComputedStyle(child);
        return isShown(child) && !['absolute', 'fixed'].includes(position) && !display.startsWith('inline');
      });
      for (const [index, one] of neighbours.entries()) {
        const a = one.getBoundingClientRect();
        for (const other of neighbours.slice(index + 1)) {
          const b = other.getBoundingClientRect();
          const across = Math.min(a.right, b.right) - Math.max(a.left, b.left);
          const down = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
          if (across > 1 && down > 1) faults.push(`${name(one)} lies on ${name(other)}`);
        }
      }
    }
    return [...new Set(faults)];
  });
}
