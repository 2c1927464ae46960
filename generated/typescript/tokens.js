// DO NOT EDIT. Generated from the contract by ./codegen.sh; change the contract and run it again.

/** The token that is sent, and a new one after it was refused. */
export function tokens(token, refresh) {
    // What stands in for the token that was asked for, since that was refused.
    let renewal;
    const asked = async () => (typeof token === "function" ? await token() : token);
    return {
        async current() {
            const given = await asked();
            return renewal !== undefined && renewal.asked === given ? ((await renewal.by) ?? given) : given;
        },
        async renewed(refused) {
            if (refresh === undefined)
                return undefined;
            const given = await asked();
            const known = renewal;
            const latest = known !== undefined && known.asked === given ? await known.by : given;
            if (latest !== refused)
                return latest;
            if (renewal === known) {
                const by = (async () => (await refresh()) ?? (await asked()))();
                renewal = { asked: given, by };
                const forget = () => {
                    if (renewal?.by === by)
                        renewal = undefined;
                };
                by.then((fresh) => (fresh === refused ? forget() : undefined), forget);
            }
            const fresh = await renewal?.by;
            return fresh === refused ? undefined : fresh;
        },
    };
}
