import { readablePhone } from "@/model/phone";

/** A number, readable and always left to right; what stands in for none is said by the caller. */
export function Phone({ number, none = "" }: { number: string; none?: string }) {
  if (!number) return <span>{none}</span>;
  return (
    <bdi dir="ltr" title={number}>
      {readablePhone(number)}
    </bdi>
  );
}
