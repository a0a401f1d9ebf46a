using Hubs.Contracts;
using Hubs.Model;

namespace Hubs.Grains;

/// <summary>What a diary does by itself: errands that something cut short, and holds whose time is over.</summary>
public sealed partial class DiaryGrain
{
    private static readonly Actor Clockwork = new(Role.System, "Diary");
    private static readonly TimeSpan UpkeepEvery = TimeSpan.FromSeconds(30);

    private readonly Dictionary<string, Task> _finishing = [];

    private IGrainTimer? _upkeep;

    /// <summary>Sees to it that a timer runs while there is something to look after.</summary>
    private void KeepUp(Diary diary)
    {
        if (_upkeep is null && HasUpkeep(diary))
            _upkeep = this.RegisterGrainTimer(
                Upkeep,
                new GrainTimerCreationOptions(UpkeepEvery, UpkeepEvery)
                {
                    Interleave = true,
                    KeepAlive = true, // Nobody else would see to it.
                }
            );
    }

    private async Task Upkeep()
    {
        await ExpireHolds();
        await RunErrands();
        if (HasUpkeep(Durable))
            return;
        _upkeep?.Dispose();
        _upkeep = null;
    }

    private static bool HasUpkeep(Diary diary) =>
        !diary.Errands.IsEmpty || diary.Sessions.Values.Any(session => !session.Holds.IsEmpty);

    private async Task RunErrands()
    {
        foreach (var errand in Durable.Errands)
        {
            if (errand is ReleaseClinicians release)
                await Run(release);
            else if (errand is MoveAppointment move)
                await Finish(move);
            else if (errand is SendingWalkIn sending)
                await Finish(sending);
        }
    }

    /// <summary>
    /// What the other diary would say as it is now: what it would refuse is not begun, so that a refusal leaves no trace here. It decides once more when
    /// it books. Null for a command that was begun before, or that this diary itself refuses.
    /// </summary>
    private async Task<Refusal?> RefusedThere(
        DiaryCommand begin,
        DiaryKey to,
        Func<Diary, BookAppointment> booking
    )
    {
        if (
            Durable.Answered.ContainsKey(begin.Info.Id)
            || Durable.Decide(begin, Now).As<ErrandReceipt>().Refusal is not null
        )
            return null;
        var there = await GrainFactory.Diary(to).Get();
        return there.Decide(booking(there), Now).As<AppointmentReceipt>().Refusal;
    }

    /// <summary>
    /// Notes the errand, or finds it noted. One that was given up, because the other diary refused, left nothing standing, so a repeat of its command
    /// begins it anew.
    /// </summary>
    private async Task<Answer<ErrandReceipt>> Begin(
        DiaryCommand command,
        Func<CommandInfo, DiaryCommand> again,
        Func<bool> isDone
    )
    {
        var begun = await Ask<ErrandReceipt>(command);
        if (begun.Refusal is not null || isDone())
            return begun;
        var open = Durable.Errands.FirstOrDefault(errand =>
            errand is MoveAppointment { Info: var move } && move.Id == command.Info.Id
            || errand is SendingWalkIn { Info: var sending } && sending.Id == command.Info.Id
        );
        return open is not null
            ? new ErrandReceipt(open.Id, true) { Version = begun.Receipt!.Version }
            : await Ask<ErrandReceipt>(again(command.Info.Step($"again at {Durable.Version}")));
    }

    /// <summary>A repeated command and the upkeep may want to finish one errand at once: then it is done once, for both.</summary>
    private async Task<Answer<TReceipt>> Together<TReceipt>(
        string errand,
        Func<Task<Answer<TReceipt>>> finish
    )
        where TReceipt : Receipt
    {
        if (_finishing.TryGetValue(errand, out var other))
            return await (Task<Answer<TReceipt>>)other;
        var finishing = finish();
        _finishing[errand] = finishing;
        try
        {
            return await finishing;
        }
        finally
        {
            _finishing.Remove(errand);
        }
    }

    private async Task Run(ReleaseClinicians errand)
    {
        var info = new CommandInfo(new CommandId($"{Key}.{errand.Id}"), "", Clockwork);
        foreach (var clinician in errand.Clinicians)
            // It may have been placed again meanwhile, with the same people.
            if (!Durable.HasInSession(clinician, errand.Session))
                await GrainFactory
                    .Clinician(clinician)
                    .Release(new ReleaseClaims(info.Step(clinician.Value), [errand.Session]));
        await Ask<ErrandReceipt>(new EndErrand(info, errand.Id));
    }
}
