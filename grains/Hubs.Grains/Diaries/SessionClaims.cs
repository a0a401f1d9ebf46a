using System.Collections.Immutable;
using Hubs.Contracts;
using Hubs.Model;

namespace Hubs.Grains;

/// <summary>The time of all clinicians of one session, for one attempt at placing it.</summary>
internal sealed class SessionClaims(
    IGrainFactory grains,
    CommandInfo info,
    Session session,
    DateTimeOffset expires
)
{
    private ImmutableArray<ClinicianId> _claimed = [];

    /// <summary>All or none: null, or the refusal of the first who cannot, and then nobody's time is kept.</summary>
    public async Task<Refusal?> Claim()
    {
        foreach (var clinician in session.Clinicians)
        {
            var answer = await grains
                .Clinician(clinician)
                .Claim(new ClaimTime(Step("claim", clinician), [Time(isConfirmed: false)]));
            if (answer.Refusal is { } refusal)
            {
                await Release();
                return refusal;
            }
            _claimed = _claimed.Add(clinician);
        }
        return null;
    }

    /// <summary>Null, or why somebody's time was lost: a save so slow that the claim ended, and somebody else came.</summary>
    public async Task<Refusal?> Confirm()
    {
        foreach (var clinician in session.Clinicians)
        {
            var grain = grains.Clinician(clinician);
            var answer = await grain.Confirm(
                new ConfirmClaims(Step("confirm", clinician), [session.Id])
            );
            if (answer.IsRefused)
                answer = await grain.Claim(
                    new ClaimTime(Step("claim again", clinician), [Time(isConfirmed: true)])
                );
            if (answer.Refusal is { } lost)
                return lost;
        }
        return null;
    }

    public async Task Release()
    {
        foreach (var clinician in _claimed)
            await grains
                .Clinician(clinician)
                .Release(
                    new ReleaseClaims(Step("release", clinician), [session.Id], OnlyPending: true)
                );
    }

    private DayClaim Time(bool isConfirmed) =>
        new(session.Id, session.Hub, session.Date, session.Window, isConfirmed, expires);

    /// <summary>Every attempt has its own keys: a claim given back must not be answered as granted when the same click tries again.</summary>
    private CommandInfo Step(string step, ClinicianId clinician) =>
        info.Step($"{step} {clinician} {expires.UtcTicks}");
}
