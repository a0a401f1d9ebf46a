using System.Collections.Immutable;
using Hubs.Model;

namespace Hubs.Contracts;

/// <summary>One clinician's days: who has been promised which hours. Rule 2's lock. Key: the clinician's id.</summary>
public interface IClinicianGrain : IGrainWithStringKey
{
    /// <summary>Who this is, leave, and every claim from <paramref name="from"/> for <paramref name="days"/> days.</summary>
    [AlwaysInterleave]
    Task<ClinicianDays> Get(DateOnly from, int days);

    Task<Answer<ClaimReceipt>> Configure(ConfigureClinician command);

    Task<Answer<ClaimReceipt>> Claim(ClaimTime command);

    Task<Answer<ClaimReceipt>> Confirm(ConfirmClaims command);

    Task<Answer<ClaimReceipt>> Release(ReleaseClaims command);

    /// <summary>Stops new claims at once. The answer lists sessions that stand in that time, for somebody to resolve.</summary>
    Task<Answer<ClaimReceipt>> TakeLeave(TakeLeave command);

    /// <summary>
    /// Replaces what the clinician's own calendars take, saved before it counts. No new claim is granted there; claims that stand there already stay, and are
    /// returned: those from today on, for somebody to resolve.
    /// </summary>
    Task<ImmutableArray<DayClaim>> SetBusy(ImmutableArray<BusyTime> times);

    /// <summary>Asks the diaries about claims whose time is over: kept if the session exists, dropped if not. Returns how many were dropped.</summary>
    Task<int> SettleClaims();
}
