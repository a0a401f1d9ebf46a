namespace Hubs.LocalSilo.Runtime;

internal enum CallMode
{
    /// <summary>Runs alone, but for interleaving calls.</summary>
    Exclusive,

    /// <summary>Runs beside other calls that only read.</summary>
    ReadOnly,

    /// <summary>Runs beside anything.</summary>
    Interleaved,
}

/// <summary>
/// The rules of re-entrancy: which calls may be in progress together, and which wait, in order of arrival. Knows nothing of threads;
/// guarded by the gate of its mailbox.
/// </summary>
internal sealed class Admission
{
    private Call? _first;
    private Call? _last;
    private int _exclusive;
    private int _readers;
    private int _interleaved;
    private int _waitingToInterleave;
    private List<object>? _reentrantChains;

    public int Running => _exclusive + _readers + _interleaved;
    public int Waiting { get; private set; }

    /// <summary>The call others wait for, to name it when they wait too long.</summary>
    public Call? Blocking { get; private set; }

    public bool MayBegin(Call call) =>
        call.Mode switch
        {
            CallMode.Interleaved => true,
            CallMode.ReadOnly when _exclusive == 0 => true,
            CallMode.Exclusive when _exclusive + _readers == 0 => true,
            _ => call.Chain is { } chain && _reentrantChains?.Contains(chain) == true,
        };

    public void Begin(Call call)
    {
        switch (call.Mode)
        {
            case CallMode.Exclusive:
                _exclusive++;
                Blocking = call;
                break;
            case CallMode.ReadOnly:
                _readers++;
                Blocking ??= call;
                break;
            default:
                _interleaved++;
                break;
        }
    }

    public void End(Call call)
    {
        switch (call.Mode)
        {
            case CallMode.Exclusive:
                _exclusive--;
                break;
            case CallMode.ReadOnly:
                _readers--;
                break;
            default:
                _interleaved--;
                break;
        }
        if (Blocking == call)
            Blocking = null;
    }

    public void Wait(Call call)
    {
        if (_last is null)
            _first = call;
        else
            _last.NextWaiting = call;
        _last = call;
        Waiting++;
        if (MayOvertake(call))
            _waitingToInterleave++;
    }

    /// <summary>Takes the first waiting call that may begin now. Reading calls may overtake a waiting writer, as in Orleans.</summary>
    public Call? TakeAdmissible()
    {
        Call? before = null;
        for (Call? call = _first; call is not null; before = call, call = call.NextWaiting)
        {
            // Behind an exclusive call only these can still go, so the usual long queue is not searched.
            if (_exclusive > 0 && _waitingToInterleave == 0)
                return null;
            if (!MayBegin(call))
                continue;
            Remove(call, before);
            return call;
        }
        return null;
    }

    public Call? TakeFirst()
    {
        Call? call = _first;
        if (call is not null)
            Remove(call, null);
        return call;
    }

    public void EnterChain(object chain) => (_reentrantChains ??= []).Add(chain);

    public void LeaveChain(object chain) => _reentrantChains?.Remove(chain);

    private static bool MayOvertake(Call call) =>
        call.Mode == CallMode.Interleaved || call.Chain is not null;

    private void Remove(Call call, Call? before)
    {
        if (before is null)
            _first = call.NextWaiting;
        else
            before.NextWaiting = call.NextWaiting;
        if (_last == call)
            _last = before;
        call.NextWaiting = null;
        Waiting--;
        if (MayOvertake(call))
            _waitingToInterleave--;
    }
}
