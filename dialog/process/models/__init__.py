"""Tables of what every way of taking part shares: processes, what people write, and what is attached."""

from dialog.process.models.attachment import Attachment as Attachment
from dialog.process.models.attachment import Scan as Scan
from dialog.process.models.contribution import Contribution as Contribution
from dialog.process.models.contribution import ContributionText as ContributionText
from dialog.process.models.contribution import Support as Support
from dialog.process.models.export import Export as Export
from dialog.process.models.export import Format as Format
from dialog.process.models.mask import Mask as Mask
from dialog.process.models.process import Process as Process
from dialog.process.models.process import ProcessText as ProcessText
from dialog.process.models.process import SearchTerm as SearchTerm
from dialog.process.models.process import Step as Step
