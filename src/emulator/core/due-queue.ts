/** What is due when, earliest first and equal instants in the order they were added: a binary heap. */
export class DueQueue<Item extends { dueAt: number }> {
  readonly #heap: { item: Item; order: number }[] = [];
  #order = 0;

  add(item: Item): void {
    this.#order += 1;
    const heap = this.#heap;
    let index = heap.push({ item, order: this.#order }) - 1;
    while (index > 0) {
      const parent = (index - 1) >> 1;
      if (!this.#isBefore(index, parent)) break;
      this.#swap(index, parent);
      index = parent;
    }
  }

  first(): Item | undefined {
    return this.#heap[0]?.item;
  }

  /** Takes the first one away. */
  take(): Item | undefined {
    const heap = this.#heap;
    const first = heap[0];
    const last = heap.pop();
    if (first === undefined || last === undefined || heap.length === 0) return first?.item;
    heap[0] = last;
    for (let index = 0; ;) {
      const [left, right] = [2 * index + 1, 2 * index + 2];
      let smallest = index;
      if (left < heap.length && this.#isBefore(left, smallest)) smallest = left;
      if (right < heap.length && this.#isBefore(right, smallest)) smallest = right;
      if (smallest === index) return first.item;
      this.#swap(index, smallest);
      index = smallest;
    }
  }

  #isBefore(one: number, other: number): boolean {
    const [a, b] = [this.#heap[one], this.#heap[other]];
    if (a === undefined || b === undefined) return false;
    return a.item.dueAt < b.item.dueAt || (a.item.dueAt === b.item.dueAt && a.order < b.order);
  }

  #swap(one: number, other: number): void {
    const [a, b] = [this.#heap[one], this.#heap[other]];
    if (a === undefined || b === undefined) return;
    this.#heap[one] = b;
    this.#heap[other] = a;
  }
}
