using Hubs.Contracts;
using Hubs.Model;

namespace Hubs.Grains;

/// <summary>What a diary does by itself: errands that something cut short, and holds whose time is over.</summary>
public sealed partial class DiaryGrain
{
    private static readonly Actor Clockwork = new(Role.System, "Diary");
    private static readonly TimeSpan UpkeepEvery = TimeSpan.FromSeconds(30);

    private IGrainTimer? _upkeep;

    /// <summary>Sees to it that a timer runs while there is something to look after.</summary>
    private void KeepUp(Diary diary)
    {
        if (_upkeep is null && HasUpkeep(diary))
            _upkeep = this.RegisterGrainTimer(
                Upkeep,
                new GrainTimerCreationOptions(UpkeepEvery, UpkeepEvery) { Interleave = true }
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
                await FinishMove(move);
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
