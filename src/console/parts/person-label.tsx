import { Avatar } from './avatar.tsx';

/** Whose phone it is where there is nobody else to choose. */
export function PersonLabel({ name, detail }: { name: string; detail: string }) {
  return (
    <div className="picker">
      <div className="picker__toggle picker__toggle--fixed">
        <Avatar name={name} />
        <span className="picker__who">
          <strong>{name}</strong>
          <small>{detail}</small>
        </span>
      </div>
      <div className="picker__waiting">
        <span className="picker__hint">能看全店的数字</span>
      </div>
    </div>
  );
}
