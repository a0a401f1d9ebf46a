using System.Collections.Immutable;
using Hubs.Model;

namespace Hubs.Contracts;

/// <summary>The calendars that one clinician keeps elsewhere. Key: the clinician's id. Every change also tells <see cref="IClinicianGrain.SetBusy"/>.</summary>
public interface IOutsideCalendarsGrain : IGrainWithStringKey
{
    Task<OutsideCalendars> List();

    /// <summary>Refused when there are five already ("too-many-calendars") or the address is there already ("calendar-known"). A repeat finds it added.</summary>
    Task<Answer<CalendarReceipt>> Add(AddCalendar command);

    /// <summary>Its busy times end at once, and nothing of it is kept. Refused "no-such-calendar".</summary>
    Task<Answer<CalendarReceipt>> Remove(RemoveCalendar command);

    /// <summary>Those to be read again, with their addresses in the clear: only for whoever reads them.</summary>
    Task<ImmutableArray<CalendarSource>> Sources();

    /// <summary>Keeps what reading one of them came to. Null when it was removed meanwhile. After a failure what was read before still counts.</summary>
    Task<CalendarReceipt?> Keep(CalendarId calendar, CalendarRead read);
}
