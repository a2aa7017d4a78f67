import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { controlApi } from "@/wire/controlApi";
import type { ListenWish, TapeWish, TransferWish } from "@/wire/messages.gen";
import { reasonOf } from "./errors";
import { notify } from "./notify";
import { useText } from "./text";

export const LIVE_CALLS = ["live calls"] as const;
export const COLLEAGUES = ["colleagues"] as const;

/** Who could take a call; the server says when they may be others, as it does of calls. */
export function useColleagues(isOpen: boolean) {
  return useQuery({
    queryKey: COLLEAGUES,
    queryFn: () => controlApi.colleagues(),
    enabled: isOpen,
    staleTime: 0, // opened, it is asked for anew: whom a call is given to must be there
    refetchOnWindowFocus: true,
  });
}

/** The calls within reach that go on; the server says when they may be others. */
export function useLiveCalls(isOpen: boolean) {
  return useQuery({
    queryKey: LIVE_CALLS,
    queryFn: () => controlApi.liveCalls(),
    enabled: isOpen,
    refetchOnWindowFocus: true,
  });
}

type Order =
  | { readonly do: "transfer"; readonly wish: TransferWish }
  | { readonly do: "park" | "fetch" }
  | { readonly do: "tape"; readonly order: TapeWish["do"] }
  | { readonly do: "listen"; readonly way: ListenWish["way"] };

/** Do something with a live call, and tell in words what became of it. */
export function useCallControl(callId: string) {
  const { t } = useText();
  const client = useQueryClient();
  return useMutation({
    mutationFn: (order: Order) => {
      if (order.do === "transfer") return controlApi.transferCall(callId, order.wish);
      if (order.do === "tape") return controlApi.tape(callId, { do: order.order });
      if (order.do === "listen") return controlApi.listenTo(callId, { way: order.way });
      return order.do === "park" ? controlApi.parkCall(callId) : controlApi.fetchCall(callId);
    },
    onSuccess: (_, order) => {
      if (order.do === "fetch" || order.do === "listen") {
        notify(t, { color: "teal", title: t("control.lift"), message: "", seconds: 8 });
      }
    },
    onError: (error) => notify(t, { color: "red", message: reasonOf(error, t), seconds: 10 }),
    onSettled: () => client.invalidateQueries({ queryKey: LIVE_CALLS }),
  });
}
