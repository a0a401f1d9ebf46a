using Hubs.LocalSilo.Runtime;

namespace Hubs.LocalSilo.Reminders;

/// <summary>One registered reminder and the timer to its next tick. Ticks keep to the schedule and never overlap.</summary>
internal sealed class ReminderClock : IGrainReminder, IDisposable
{
    // Timers cannot be set further ahead than some 49 days.
    private static readonly TimeSpan s_longestWait = TimeSpan.FromDays(40);

    private readonly GrainEngine _engine;
    private readonly ReminderRecord _record;
    private readonly ITimer _timer;
    private volatile bool _isDisposed;
    private DateTimeOffset _next;
    private int _isTicking;

    public ReminderClock(GrainEngine engine, ReminderRecord record, string etag)
    {
        _engine = engine;
        _record = record;
        Etag = etag;
        _timer = WithoutContext.CreateTimer(
            engine.Clock,
            static reminder => ((ReminderClock)reminder!).Fire(),
            this
        );
    }

    public string ReminderName => _record.Name;
    public string Etag { get; }
    public bool IsTicking => Volatile.Read(ref _isTicking) != 0;

    public void Start()
    {
        DateTimeOffset now = _engine.Clock.GetUtcNow();
        // A tick that falls on this very moment is not missed.
        _next =
            now <= _record.FirstTick ? _record.FirstTick : NextAfter(now - TimeSpan.FromTicks(1));
        SetTimer(now);
    }

    public void Dispose()
    {
        _isDisposed = true;
        _timer.Dispose();
    }

    private void SetTimer(DateTimeOffset now)
    {
        TimeSpan wait = _next - now;
        if (!_isDisposed)
            _timer.Change(wait > s_longestWait ? s_longestWait : wait, Timeout.InfiniteTimeSpan);
    }

    private void Fire()
    {
        DateTimeOffset now = _engine.Clock.GetUtcNow();
        if (now >= _next)
        {
            // A tick that comes due while the one before is still in progress is left out.
            if (Interlocked.Exchange(ref _isTicking, 1) == 0)
                _ = Tick(now);
            _next = NextAfter(now);
        }
        SetTimer(now);
    }

    private DateTimeOffset NextAfter(DateTimeOffset now)
    {
        long ticks = (now - _record.FirstTick).Ticks / _record.Period.Ticks + 1;
        return _record.FirstTick + TimeSpan.FromTicks(ticks * _record.Period.Ticks);
    }

    private async Task Tick(DateTimeOffset now)
    {
        try
        {
            GrainClass grainClass = _engine.ClassNamed(_record.Grain)!;
            await _engine
                .Reference<IRemindable>(grainClass, _record.Key)
                .ReceiveReminder(
                    _record.Name,
                    new TickStatus(_record.FirstTick.UtcDateTime, _record.Period, now.UtcDateTime)
                );
        }
        catch (Exception exception)
        {
            _engine.LogReminderFailed($"{_record.Grain}/{_record.Key} {_record.Name}", exception);
        }
        finally
        {
            Volatile.Write(ref _isTicking, 0);
            _engine.Quiet.Check();
        }
    }
}
