using Hubs.Contracts;
using Hubs.Model;

namespace Hubs.Grains;

/// <summary>
/// Clinicians, room and equipment together or not at all: claim everybody's time, place, confirm. A crash in between leaves claims nobody confirmed;
/// those end by themselves after asking this diary.
/// </summary>
public sealed partial class DiaryGrain
{
    private static readonly TimeSpan ClaimTime = TimeSpan.FromSeconds(30);

    /// <summary>Placing must be decided this long before the claims end, so that the save is over when a clinician asks about them.</summary>
    private static readonly TimeSpan ClaimMargin = TimeSpan.FromSeconds(10);

    private readonly Dictionary<SessionId, Task> _placing = [];

    public async Task<Answer<SessionReceipt>> PlaceSession(PlaceSession command)
    {
        // One after the other for one session: the second must not give back the claims of the first.
        var id = command.Session.Id;
        while (_placing.TryGetValue(id, out var other))
            await other.ContinueWith(
                _ => { },
                CancellationToken.None,
                TaskContinuationOptions.None,
                TaskScheduler.Current
            );
        var placing = Place(command);
        _placing[id] = placing;
        try
        {
            return await placing;
        }
        finally
        {
            _placing.Remove(id);
        }
    }

    public async Task<Answer<SessionReceipt>> CancelSession(CancelSession command)
    {
        var answer = await Ask<SessionReceipt>(command);
        if (!answer.IsRefused)
            await RunErrands();
        return answer;
    }

    private async Task<Answer<SessionReceipt>> Place(PlaceSession command)
    {
        // What the diary refuses, or has answered before, needs nobody's time.
        var foreseen = Durable.Decide(command, Now);
        if (foreseen.Refusal is { } refused)
            return refused;
        if (foreseen.Entry is null)
            return await Ask<SessionReceipt>(command);

        var expires = Now + ClaimTime;
        var claims = new SessionClaims(GrainFactory, command.Info, command.Session, expires);
        if (await claims.Claim() is { } refusal)
            return refusal;

        var answer = await Execute<Answer<SessionReceipt>>(diary =>
        {
            if (Now > expires - ClaimMargin)
                return new(PlacingRefusals.TookTooLong, null);
            var decision = diary.Decide(command, Now);
            return new(decision.As<SessionReceipt>(), decision.Entry);
        });
        if (answer.IsRefused)
        {
            await claims.Release();
            return answer;
        }
        if (await claims.Confirm() is { } lost)
        {
            await CancelSession(
                new CancelSession(
                    command.Info.Step("undo") with
                    {
                        Why = lost.Sentence,
                    },
                    command.Session.Id
                )
            );
            return lost;
        }
        await RunErrands();
        return answer;
    }
}

internal static class PlacingRefusals
{
    public static readonly Refusal TookTooLong = new(
        "took-too-long",
        "Nothing was booked: the clinicians' time could not be kept long enough. Try again."
    );
}
