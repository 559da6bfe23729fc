/** One thing that two nodes say differently. */
import type { Place } from "../../text/span.ts";

/** `meant`: it has to differ; `suspicious`: it rarely should; `wrong`: the nodes do not work together like this. */
export type Judgement = "meant" | "suspicious" | "wrong";

export interface Side {
  /** What the node says, as it is written. May hold a secret. */
  readonly text: string;
  readonly place: Place;
}

export interface Difference {
  readonly program: "keepalived" | "haproxy";
  /** `vrrp_instance VI_1 / priority` */
  readonly where: string;
  /** Absent where the node does not say it. */
  readonly left?: Side;
  readonly right?: Side;
  readonly judgement: Judgement;
}
