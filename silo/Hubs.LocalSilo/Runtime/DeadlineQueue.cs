namespace Hubs.LocalSilo.Runtime;

/// <summary>
/// The unanswered calls of one time limit, oldest first, with one timer for all. Calls of one limit expire in the order they came, so adding
/// and removing only touch the ends of a list.
/// </summary>
internal sealed class DeadlineQueue : IDisposable
{
    private readonly Lock _gate = new();
    private readonly TimeProvider _clock;
    private readonly TimeSpan _limit;
    private readonly ITimer _timer;
    private Call? _first;
    private Call? _last;
    private bool _isArmed;

    public DeadlineQueue(TimeProvider clock, TimeSpan limit)
    {
        _clock = clock;
        _limit = limit;
        _timer = WithoutContext.CreateTimer(
            clock,
            static queue => ((DeadlineQueue)queue!).Expire(),
            this
        );
    }

    public void Add(Call call)
    {
        call.Started = _clock.GetTimestamp();
        lock (_gate)
        {
            call.Deadlines = this;
            call.Earlier = _last;
            if (_last is null)
                _first = call;
            else
                _last.Later = call;
            _last = call;
            if (_isArmed || _limit == Timeout.InfiniteTimeSpan)
                return;
            _isArmed = true;
            _timer.Change(_limit, Timeout.InfiniteTimeSpan);
        }
    }

    public void Remove(Call call)
    {
        lock (_gate)
            Unlink(call);
    }

    public List<Call> TakeAll()
    {
        lock (_gate)
            return TakeWhile(_ => true);
    }

    public void Dispose() => _timer.Dispose();

    private void Expire()
    {
        List<Call> expired;
        lock (_gate)
        {
            expired = TakeWhile(call => Remaining(call) <= TimeSpan.Zero);
            // Armed for the oldest call still waiting, so one timer serves any number.
            _isArmed = _first is not null;
            if (_first is { } oldest)
                _timer.Change(Remaining(oldest), Timeout.InfiniteTimeSpan);
        }
        foreach (Call call in expired)
            call.TimeOut(
                new TimeoutException(
                    $"{call} did not answer within {_limit}.\n{call.Mailbox?.Situation(call)}"
                )
            );
    }

    private TimeSpan Remaining(Call call) => _limit - _clock.GetElapsedTime(call.Started);

    private List<Call> TakeWhile(Predicate<Call> wanted)
    {
        List<Call> taken = [];
        while (_first is { } call && wanted(call))
        {
            Unlink(call);
            taken.Add(call);
        }
        return taken;
    }

    private void Unlink(Call call)
    {
        if (call.Deadlines != this)
            return;
        if (call.Earlier is null)
            _first = call.Later;
        else
            call.Earlier.Later = call.Later;
        if (call.Later is null)
            _last = call.Earlier;
        else
            call.Later.Earlier = call.Earlier;
        call.Earlier = null;
        call.Later = null;
        call.Deadlines = null;
    }
}
